package dev.venues.flink;

import dev.venues.model.RawRecord;
import org.apache.flink.api.java.functions.KeySelector;

/** What the order of results is kept within: the partition key, or the file. Never null. */
final class OrderKey implements KeySelector<RawRecord, String> {

    private static final long serialVersionUID = 1L;

    static String of(RawRecord record) {
        String partitionKey = record.origin().partitionKey();
        return partitionKey != null
                ? partitionKey
                : String.valueOf(record.origin().file());
    }

    @Override
    public String getKey(RawRecord record) {
        return of(record);
    }
}
