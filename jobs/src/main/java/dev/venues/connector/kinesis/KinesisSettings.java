package dev.venues.connector.kinesis;

import dev.venues.option.OptionReader;
import dev.venues.option.Rules;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How streams are reached.
 *
 * @param region null for the SDK's own chain
 * @param endpoint of an emulator; null for AWS
 * @param consumer properties for the source connector, as they are
 * @param producer properties for the sink connector, as they are
 */
public record KinesisSettings(String region, URI endpoint, Map<String, String> consumer, Map<String, String> producer) {

    private static final Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    /** What {@link KinesisSinkEndpoint} takes out of the producer's properties. */
    private static final Set<String> WHOLE_NUMBERS = Set.of(
            "sink.batch.max-size",
            "sink.requests.max-inflight",
            "sink.requests.max-buffered",
            "sink.flush-buffer.size",
            ShardWrites.TIMEOUT);

    static KinesisSettings read(OptionReader options, Rules rules) {
        rules.oneOf(KinesisOptions.CREDENTIALS.key(), options.get(KinesisOptions.CREDENTIALS), "auto");
        Map<String, String> producer = options.passedOn(KinesisOptions.PRODUCER_PREFIX);
        producer.forEach((key, value) -> {
            if (WHOLE_NUMBERS.contains(key) && !value.matches("[1-9]\\d{0,8}")) {
                rules.broken(KinesisOptions.PRODUCER_PREFIX + key, value, "must be a whole number above 0");
            }
        });
        return new KinesisSettings(
                options.get(KinesisOptions.REGION),
                options.url(KinesisOptions.ENDPOINT, rules),
                options.passedOn(KinesisOptions.CONSUMER_PREFIX),
                producer);
    }

    static void checkName(String key, String stream, Rules rules) {
        if (!STREAM_NAME.matcher(stream).matches()) {
            rules.broken(key, stream, "must be a stream name: 1 to 128 letters, digits, _ . or -");
        }
    }

    /** Shows the names of what is passed on, but no values: some are secrets. */
    @Override
    public String toString() {
        return "Kinesis[region=" + region + ", endpoint=" + endpoint + ", consumer=" + consumer.keySet() + ", producer="
                + producer.keySet() + "]";
    }
}
