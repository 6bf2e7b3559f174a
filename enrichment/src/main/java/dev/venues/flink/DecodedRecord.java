package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.model.DeadLetter;
import dev.venues.model.RawRecord;

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
}
