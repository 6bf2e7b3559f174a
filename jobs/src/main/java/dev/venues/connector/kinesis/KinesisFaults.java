package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.exception.SdkException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.KinesisException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** What the SDK's exceptions say to a person. */
final class KinesisFaults {

    private KinesisFaults() {}

    /**
     * One sentence on why something could not be done with a stream.
     *
     * @param action what was refused, for example {@code describe}
     * @param where region or endpoint
     */
    static ConnectorStartupException explain(SdkException fault, String action, String stream, String where) {
        return new ConnectorStartupException(sentence(fault, action, stream, where), fault);
    }

    private static String sentence(SdkException fault, String action, String stream, String where) {
        if (fault instanceof ResourceNotFoundException) {
            return "No Kinesis stream named " + stream + " in " + where + ".";
        }
        if (fault instanceof KinesisException) {
            return "Kinesis in " + where + " refuses to " + action + " " + stream + ": " + fault.getMessage();
        }
        return String.valueOf(fault.getMessage()).contains("credentials")
                ? "No AWS credentials: the SDK's own chain (environment, profile, web identity, container,"
                        + " instance profile) found none."
                : "Kinesis in " + where + " cannot be reached: " + rootMessage(fault);
    }

    private static String rootMessage(Throwable throwable) {
        Throwable cause = throwable;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }
}
