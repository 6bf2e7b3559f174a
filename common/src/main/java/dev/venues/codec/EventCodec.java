package dev.venues.codec;

import dev.venues.model.DeadLetter.Reason;

/**
 * Reads the venue out of a JSON event and writes its place into it. All bytes that are not a coordinate or the result
 * object stay as they are: numbers are never reformatted, keys never reordered, escapes never resolved.
 *
 * <p>What it accepts is RFC 8259, one object per event, in UTF-8. A byte order mark is kept. Of duplicate keys on the
 * way to the venue the last one counts, as for most parsers. Everything else is refused with a reason.
 *
 * <p>One instance may serve many threads. It remembers the venues that it read lately, at most {@link
 * RecentVenues#MAX_VENUES}.
 */
public final class EventCodec {

    /** Objects and arrays inside each other. */
    public static final int MAX_DEPTH = 1_000;

    private final PointerTrie trie;
    private final EventReader reader;
    private final SwiftSplice swift;
    private final int maxEventBytes;

    /** A codec for events of any size. */
    public EventCodec(EventPointers pointers) {
        this(pointers, Integer.MAX_VALUE);
    }

    /**
     * @param maxEventBytes what is larger is refused
     */
    public EventCodec(EventPointers pointers, int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
        this.trie = new PointerTrie(pointers);
        this.reader = new EventReader(trie);
        this.swift = new SwiftSplice(trie);
    }

    /**
     * Reads an event.
     *
     * @throws EventRejectedException if it is no JSON object in UTF-8 ({@code malformed}) or larger than this codec takes
     *     ({@code too-large})
     */
    public DecodedEvent decode(byte[] event) throws EventRejectedException {
        if (event.length > maxEventBytes) {
            throw new EventRejectedException(
                    Reason.TOO_LARGE, event.length + " bytes; an event has at most " + maxEventBytes);
        }
        return reader.read(event);
    }

    /** The size of the largest event that it takes. */
    public int maxEventBytes() {
        return maxEventBytes;
    }

    /**
     * Writes the result into an event.
     *
     * @param event the bytes that were decoded; they are not touched
     * @param decoded what {@link #decode} made of them; it {@link DecodedEvent#needsLookup needs
     *     a lookup}
     * @return new bytes
     */
    public byte[] encode(byte[] event, DecodedEvent decoded, Located result) {
        byte[] written = swift.write(event, decoded.spans(), result);
        return written != null ? written : new EventSplice(decoded.spans(), event, result).write(trie);
    }
}
