package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.util.AWSGeneralUtil;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.http.apache.ApacheHttpClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.regions.Region;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

import java.net.URI;
import java.time.Duration;
import java.util.Properties;

/** Makes clients for reading streams outside of a job, which reach Kinesis as the job's source does. */
final class KinesisClients {

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

    private KinesisClients() {}

    /**
     * A client with the region, the endpoint and the credentials that the source connector would use.
     *
     * @throws ConnectorStartupException if no region is set and the SDK knows none
     */
    static KinesisClient reader(KinesisSettings settings) throws ConnectorStartupException {
        Properties consumer = KinesisConnection.consumer(settings);
        KinesisClientBuilder builder = KinesisClient.builder()
                .region(Region.of(consumer.getProperty(ConsumerConfigConstants.AWS_REGION)))
                .credentialsProvider(AWSGeneralUtil.getCredentialsProvider(consumer))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_TIMEOUT)
                        .build());
        String endpoint = consumer.getProperty(ConsumerConfigConstants.AWS_ENDPOINT);
        if (endpoint != null) {
            KinesisConnection.useJsonProtocol();
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.build();
    }

    /**
     * Where such a client looks, for people.
     *
     * @throws ConnectorStartupException if no region is set and the SDK knows none
     */
    static String where(KinesisSettings settings) throws ConnectorStartupException {
        Properties consumer = KinesisConnection.consumer(settings);
        String endpoint = consumer.getProperty(ConsumerConfigConstants.AWS_ENDPOINT);
        return endpoint == null ? "region " + consumer.getProperty(ConsumerConfigConstants.AWS_REGION) : endpoint;
    }
}
