package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.AmazonServiceException;
import org.apache.flink.kinesis.shaded.com.amazonaws.SdkClientException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The source's view of Kinesis. The connector makes one for each shard, and one to look for shards; each is used by one
 * thread. It differs from the connector's own in four ways.
 *
 * <p>It never gives up on a shard that is throttled, fails for a while or cannot be reached: it answers with no records and the same
 * iterator, so that the shard's reader looks whether the job still runs and asks again.
 *
 * <p>It hands every record over as if it had been read to its end, which keeps the connector from taking aggregates
 * apart (see {@link Aggregate}): the connector looks for one in what is left, finds nothing, and rewinds.
 *
 * <p>It keeps adaptive reads to a {@link ReadSize}.
 *
 * <p>It tells {@link ShardLags} how far behind a shard is. The connector's own gauge keeps its last value when no answer comes.
 */
final class PatientKinesisProxy extends KinesisProxy {

    private static final Logger LOG = LoggerFactory.getLogger(PatientKinesisProxy.class);

    /** Of the thread that made this one: a shard's own has none. */
    private Map<String, String> logContext = MDC.getCopyOfContextMap();

    /** Null where the user says how many records a read brings. */
    private final ReadSize size;

    private final ShardLags lags;

    /** Null before the first read: who looks for shards reads none. */
    private ShardLag lag;

    private SdkClientException recoverable;
    private boolean waiting;

    /**
     * @param lags of the shards that the same subtask reads
     */
    PatientKinesisProxy(Properties properties, ShardLags lags) {
        super(properties);
        this.lags = lags;
        boolean adaptive =
                Boolean.parseBoolean(properties.getProperty(ConsumerConfigConstants.SHARD_USE_ADAPTIVE_READS));
        this.size = adaptive ? new ReadSize(interval(properties)) : null;
    }

    private static Duration interval(Properties properties) {
        String millis = properties.getProperty(ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS);
        return Duration.ofMillis(
                millis == null
                        ? ConsumerConfigConstants.DEFAULT_SHARD_GETRECORDS_INTERVAL_MILLIS
                        : Long.parseLong(millis));
    }

    @Override
    public GetRecordsResult getRecords(String iterator, int limit) throws InterruptedException {
        nameTheTask();
        recoverable = null;
        if (lag == null) {
            lag = lags.begin();
        }
        GetRecordsResult result;
        try {
            result = super.getRecords(iterator, size == null ? limit : size.atMost(limit));
        } catch (SdkClientException e) {
            throw e;
        } catch (RuntimeException e) {
            // Thrown without a cause when its retries are used up.
            if (recoverable == null) {
                throw e;
            }
            if (!waiting) {
                LOG.warn("A shard cannot be read and is asked again until it can: {}", recoverable.getMessage());
                waiting = true;
            }
            return new GetRecordsResult().withRecords(List.of()).withNextShardIterator(iterator);
        }
        if (waiting) {
            LOG.info("The shard can be read again");
            waiting = false;
        }
        lags.told(lag, result.getMillisBehindLatest());
        if (result.getNextShardIterator() == null) {
            lags.end(lag);
        }
        if (size != null) {
            size.learn(result.getRecords());
        }
        result.getRecords().forEach(PatientKinesisProxy::hideAggregate);
        return result;
    }

    /** In the connector's log lines too. */
    private void nameTheTask() {
        if (logContext != null) {
            MDC.setContextMap(logContext);
            logContext = null;
        }
    }

    @Override
    protected boolean isRecoverableSdkClientException(SdkClientException e) {
        boolean network = !(e instanceof AmazonServiceException) && e.getCause() instanceof IOException;
        if (network || super.isRecoverableSdkClientException(e)) {
            recoverable = e;
            return true;
        }
        return false;
    }

    static void hideAggregate(Record kinesisRecord) {
        ByteBuffer data = kinesisRecord.getData();
        data.position(data.limit());
    }
}
