package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Letters;
import dev.venues.connector.kinesis.StreamReads.Batch;
import dev.venues.connector.kinesis.StreamReads.StreamRecord;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.exception.SdkException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;

import java.io.IOException;
import java.time.Instant;

/**
 * The records of a stream: of all its shards, each from the oldest record that is still there up to what arrived by a
 * moment, so that it ends however much is being written meanwhile.
 */
final class KinesisLetters implements Letters {

    private final StreamReads stream;
    private final Name name;
    private final Instant end;
    private final ThrottleRetry retry;

    /**
     * For people.
     *
     * @param where region or endpoint
     */
    record Name(String stream, String where) {}

    /**
     * @param stream closed when it was read
     * @param end what arrived later is left for another time
     */
    KinesisLetters(StreamReads stream, Name name, Instant end, ThrottleRetry retry) {
        this.stream = stream;
        this.name = name;
        this.end = end;
        this.retry = retry;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException, ConnectorStartupException {
        try (stream) {
            for (String shard : retry.call(stream::shards)) {
                forEach(shard, visitor);
            }
        } catch (SdkException e) {
            throw KinesisFaults.explain(e, "read", name.stream(), name.where());
        }
    }

    private void forEach(String shard, Visitor visitor) throws IOException {
        String last = null;
        String iterator = iterator(shard, null);
        while (iterator != null) {
            Batch batch;
            try {
                String current = iterator;
                batch = retry.call(() -> stream.records(current));
            } catch (ExpiredIteratorException e) {
                // It lives for five minutes, which a slow disk or a paused machine can outlast.
                iterator = iterator(shard, last);
                continue;
            }
            for (StreamRecord each : batch.records()) {
                if (each.arrival().isAfter(end)) {
                    return;
                }
                last = each.sequence();
                visitor.found(new Found(each.data(), false, name.stream() + "/" + shard + "/" + last));
            }
            boolean atTheTip = batch.records().isEmpty() && batch.millisBehind() == 0;
            iterator = atTheTip ? null : batch.next();
        }
    }

    private String iterator(String shard, String after) {
        return retry.call(() -> stream.iterator(shard, after));
    }
}
