package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.exception.SdkClientException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

import java.util.Map;
import java.util.Properties;

/** How the connectors reach Kinesis: region, endpoint, credentials, and what the settings pass on. */
final class KinesisConnection {

    /** What an emulator is told when no region is set; AWS itself is never guessed. */
    private static final String EMULATOR_REGION = "us-east-1";

    private KinesisConnection() {}

    /**
     * @throws ConnectorStartupException if no region is set and the SDK knows none
     */
    static Properties consumer(KinesisSettings settings) throws ConnectorStartupException {
        return with(common(settings), settings.consumer());
    }

    /**
     * @throws ConnectorStartupException if no region is set and the SDK knows none
     */
    static Properties producer(KinesisSettings settings) throws ConnectorStartupException {
        Properties properties = common(settings);
        if (settings.endpoint() != null) {
            // Emulators speak no HTTP/2.
            properties.setProperty("aws.http.protocol.version", "HTTP1_1");
        }
        return with(properties, settings.producer());
    }

    /**
     * Makes both of the connector's AWS SDKs speak JSON, because emulators are not fluent in CBOR. For this JVM; the
     * properties are read by nothing but the SDKs.
     */
    static void useJsonProtocol() {
        System.setProperty("org.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor", "true");
        System.setProperty("aws.cborEnabled", "false");
    }

    private static Properties common(KinesisSettings settings) throws ConnectorStartupException {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfigConstants.AWS_REGION, region(settings));
        properties.setProperty(ConsumerConfigConstants.AWS_CREDENTIALS_PROVIDER, "AUTO");
        if (settings.endpoint() != null) {
            properties.setProperty(
                    ConsumerConfigConstants.AWS_ENDPOINT, settings.endpoint().toString());
        }
        return properties;
    }

    static String region(KinesisSettings settings) throws ConnectorStartupException {
        if (settings.region() != null) {
            return settings.region();
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion().id();
        } catch (SdkClientException e) {
            if (settings.endpoint() != null) {
                return EMULATOR_REGION;
            }
            throw new ConnectorStartupException(
                    "No AWS region: set venues.aws.region, AWS_REGION or a region in the AWS profile.", e);
        }
    }

    private static Properties with(Properties properties, Map<String, String> passedOn) {
        passedOn.forEach(properties::setProperty);
        return properties;
    }
}
