package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorOptions;
import dev.venues.connector.ConnectorOptions.PassedOn;
import dev.venues.connector.ConnectorOptions.Shared;
import org.apache.flink.configuration.ConfigOption;

import java.util.List;
import java.util.Set;

import static org.apache.flink.configuration.ConfigOptions.key;

/** The settings of Kinesis. */
final class KinesisOptions {

    /** What follows goes to the source unchanged. */
    static final String CONSUMER_PREFIX = "venues.kinesis.consumer.";

    /** What follows goes to the sinks unchanged. */
    static final String PRODUCER_PREFIX = "venues.kinesis.producer.";

    static final ConfigOption<String> SOURCE_STREAM = key("venues.source.kinesis.stream")
            .stringType()
            .noDefaultValue()
            .withDescription("one or more stream names, comma separated");
    static final ConfigOption<String> SOURCE_START = key("venues.source.kinesis.start")
            .stringType()
            .defaultValue("TRIM_HORIZON")
            .withDescription("`LATEST`, `TRIM_HORIZON` or an ISO-8601 instant; counts for a start without a savepoint");
    static final ConfigOption<String> ENRICHED_STREAM = key("venues.sink.kinesis.stream")
            .stringType()
            .noDefaultValue()
            .withDescription("stream name, at least once; keeps the partition key of the source record");
    static final ConfigOption<String> DEAD_LETTERS_STREAM = key("venues.dead-letters.kinesis.stream")
            .stringType()
            .noDefaultValue()
            .withDescription("stream name, at least once");
    static final ConfigOption<String> REGION = key("venues.aws.region")
            .stringType()
            .noDefaultValue()
            .withDescription("the AWS SDK's own chain when not set");
    static final ConfigOption<String> ENDPOINT =
            key("venues.aws.endpoint").stringType().noDefaultValue().withDescription("base URL of a Kinesis emulator");
    static final ConfigOption<String> CREDENTIALS = key("venues.aws.credentials")
            .stringType()
            .defaultValue("auto")
            .withDescription("`auto`: the AWS SDK's own chain; keys are never settings");

    static final ConnectorOptions ALL = new ConnectorOptions(
            List.of(SOURCE_STREAM, SOURCE_START),
            List.of(ENRICHED_STREAM),
            List.of(DEAD_LETTERS_STREAM),
            new Shared(
                    List.of(REGION, ENDPOINT, CREDENTIALS),
                    List.of(
                            new PassedOn(
                                    CONSUMER_PREFIX,
                                    "passed on to the Kinesis source unchanged; not set:"
                                            + " `flink.shard.getrecords.intervalmillis` 250 and adaptive reads"),
                            new PassedOn(
                                    PRODUCER_PREFIX,
                                    "passed on to the Kinesis sinks unchanged; not set:"
                                            + " `sink.flush-buffer.timeout` 1000")),
                    Set.of(CREDENTIALS.key())));

    private KinesisOptions() {}
}
