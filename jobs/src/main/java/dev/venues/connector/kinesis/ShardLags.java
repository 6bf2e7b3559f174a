package dev.venues.connector.kinesis;

import dev.venues.flink.VenuesMetric;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The shards that one subtask reads: the slowest of them speaks for all. Thread-safe. */
final class ShardLags {

    private final Set<ShardLag> shards = ConcurrentHashMap.newKeySet();
    private final LongSupplier clock;

    /**
     * @param clock as {@link System#nanoTime}
     */
    ShardLags(LongSupplier clock) {
        this.clock = clock;
    }

    ShardLags registeredIn(MetricGroup operator) {
        MetricGroup group = operator.addGroup(VenuesMetric.GROUP);
        group.gauge(VenuesMetric.MILLIS_BEHIND_LATEST.id(), (Gauge<Long>) this::millisBehindLatest);
        group.gauge(VenuesMetric.LAG_AGE_SECONDS.id(), (Gauge<Long>) this::ageSeconds);
        group.gauge(VenuesMetric.SECONDS_TO_CAUGHT_UP.id(), (Gauge<Double>) this::secondsToCaughtUp);
        return this;
    }

    /** A shard that is asked for the first time. */
    ShardLag begin() {
        ShardLag shard = new ShardLag(clock.getAsLong());
        shards.add(shard);
        return shard;
    }

    /** Notes an answer about a shard. */
    void told(ShardLag shard, Long millis) {
        shard.told(millis, clock.getAsLong());
    }

    /** A shard that was read to its end for good. */
    void end(ShardLag shard) {
        shards.remove(shard);
    }

    /** Of the slowest shard; -1 if Kinesis has said nothing yet, or no shard is read here. */
    long millisBehindLatest() {
        return shards.stream().mapToLong(ShardLag::millis).max().orElse(-1);
    }

    /** Of the shard about which nothing was said for longest; 0 if none is read here. */
    long ageSeconds() {
        long now = clock.getAsLong();
        return shards.stream().mapToLong(shard -> shard.ageSeconds(now)).max().orElse(0);
    }

    /**
     * Of the slowest shard of which there is something to say; NaN if there is none, or if nothing is known of a shard any
     * more: that may be the slowest.
     */
    double secondsToCaughtUp() {
        long now = clock.getAsLong();
        if (shards.stream().anyMatch(shard -> shard.isUnknown(now))) {
            return Double.NaN;
        }
        return shards.stream()
                .mapToDouble(shard -> shard.secondsToCaughtUp(now))
                .filter(seconds -> !Double.isNaN(seconds))
                .max()
                .orElse(Double.NaN);
    }
}
