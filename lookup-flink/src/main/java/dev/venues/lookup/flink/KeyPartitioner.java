package dev.venues.lookup.flink;

import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.util.MathUtils;

/** Spreads keys over subtasks: equal keys go to the same one, similar keys do not ({@code VenueSkewTest}). */
public final class KeyPartitioner implements Partitioner<String> {

    private static final long serialVersionUID = 1L;

    /** Where a key goes. */
    public static int subtask(String key, int subtasks) {
        return MathUtils.murmurHash(key.hashCode()) % subtasks;
    }

    @Override
    public int partition(String key, int subtasks) {
        return subtask(key, subtasks);
    }
}
