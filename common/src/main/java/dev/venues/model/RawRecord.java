package dev.venues.model;

/**
 * One record as a source delivered it, before anybody looked inside.
 *
 * @param payload the bytes; never null, never written to after construction
 * @param origin where it came from
 * @param cutBytes how many bytes the source left out because the record was longer than it will hold in memory; 0 for
 *     nearly all
 */
public record RawRecord(byte[] payload, Origin origin, long cutBytes) {

    public RawRecord(byte[] payload, Origin origin) {
        this(payload, origin, 0);
    }
}
