package dev.venues.model;

/**
 * One record as a source delivered it, before anybody looked inside.
 *
 * @param payload the bytes; never null, never written to after construction
 * @param origin where it came from
 * @param cutBytes how many bytes the source left out because the record was longer than it will hold in memory; 0 for
 *     nearly all
 * @param attempts attempts to ask the geo API that earlier runs began for it; 0 unless it was a dead letter
 */
public record RawRecord(byte[] payload, Origin origin, long cutBytes, int attempts) {

    public RawRecord(byte[] payload, Origin origin) {
        this(payload, origin, 0, 0);
    }
}
