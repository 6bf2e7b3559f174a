package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.exception.SdkException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.http.apache.ApacheHttpClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.regions.Region;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.KinesisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Looks whether streams exist before the job starts, so that a wrong name ends with one sentence and not with restarts.
 * Runs where {@code main} runs.
 */
final class KinesisPreflight {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisPreflight.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private KinesisPreflight() {}

    /**
     * @throws ConnectorStartupException if a stream does not exist, or cannot be asked about
     */
    static void check(KinesisSettings settings, List<String> streams) throws ConnectorStartupException {
        if (List.of(settings.consumer(), settings.producer()).stream()
                .flatMap(passedOn -> passedOn.keySet().stream())
                .anyMatch(key -> key.startsWith("aws."))) {
            LOG.warn(
                    "The connector gets its own aws.* properties, so {} is not looked up before the start",
                    String.join(", ", streams));
            return;
        }
        String region = KinesisConnection.region(settings);
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            KinesisConnection.useJsonProtocol();
        }
        KinesisClientBuilder builder = KinesisClient.builder()
                .region(Region.of(region))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(PATIENCE)
                        .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        try (KinesisClient client = builder.build()) {
            for (String stream : streams) {
                check(client, stream, endpoint == null ? "region " + region : endpoint.toString());
            }
        }
    }

    private static void check(KinesisClient client, String stream, String where) throws ConnectorStartupException {
        try {
            client.describeStreamSummary(request -> request.streamName(stream));
        } catch (SdkException e) {
            if (e instanceof KinesisException refusal && saysNothingOfTheStream(refusal)) {
                // A role may read and write without being allowed to describe, and many may describe at once.
                LOG.warn(
                        "Kinesis does not let us describe {}: {}",
                        stream,
                        refusal.awsErrorDetails().errorCode());
                return;
            }
            throw KinesisFaults.explain(e, "describe", stream, where);
        }
    }

    private static boolean saysNothingOfTheStream(KinesisException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return e.statusCode() == 400
                && code != null
                && (code.contains("AccessDenied") || code.contains("LimitExceeded"));
    }
}
