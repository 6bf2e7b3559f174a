package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.model.DeadLetter;
import dev.venues.model.RawRecord;

import java.util.Arrays;

/**
 * A record after decoding.
 *
 * @param raw what the source delivered
 * @param event null if it was refused
 * @param refusal null unless it was refused
 */
public record DecodedRecord(RawRecord raw, DecodedEvent event, Refusal refusal) {

    /**
     * Why a record is no event.
     *
     * @param reason the class of fault
     * @param detail one sentence
     */
    public record Refusal(DeadLetter.Reason reason, String detail) {}

    /** What the record is about: records of one venue have equal keys, all others are spread. Never null. */
    public String distributionKey() {
        return event != null && event.needsLookup()
                ? event.query().key()
                : Integer.toString(Arrays.hashCode(raw.payload()));
    }

    /** What the order of results is kept within: the partition key, or the file. Never null. */
    public String orderKey() {
        String partitionKey = raw.origin().partitionKey();
        return partitionKey != null ? partitionKey : String.valueOf(raw.origin().file());
    }
}
