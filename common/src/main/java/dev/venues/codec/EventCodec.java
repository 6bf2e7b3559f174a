package dev.venues.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.venues.model.DeadLetter.Reason;

import java.io.IOException;

/**
 * Reads the venue out of a JSON event and writes its place into it. All bytes that are not a coordinate or the result
 * object stay as they are: numbers are never reformatted, keys never reordered, escapes never resolved.
 *
 * <p>What it accepts is RFC 8259, one object per event, in UTF-8. A byte order mark is kept. Of duplicate keys on the
 * way to the venue the last one counts, as for most parsers. Everything else is refused with a reason.
 *
 * <p>Immutable; one instance may serve many threads.
 */
public final class EventCodec {

    /** The largest record that Kinesis takes, partition key included, in bytes. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    /** Objects and arrays inside each other. */
    public static final int MAX_DEPTH = 1_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final JsonFactory json;
    private final PointerTrie trie;

    public EventCodec(EventPointers pointers) {
        this.trie = new PointerTrie(pointers);
        // The size of an event bounds the length of all that is in it.
        this.json = new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_EVENT_BYTES)
                        .maxNumberLength(MAX_EVENT_BYTES)
                        .maxStringLength(MAX_EVENT_BYTES)
                        .build())
                .build();
    }

    /**
     * Reads an event.
     *
     * @throws EventRejectedException if it is no JSON object in UTF-8 ({@code malformed}) or larger than {@link
     *     #MAX_EVENT_BYTES} ({@code too-large})
     */
    public DecodedEvent decode(byte[] event) throws EventRejectedException {
        if (event.length > MAX_EVENT_BYTES) {
            throw new EventRejectedException(
                    Reason.TOO_LARGE, event.length + " bytes; an event has at most " + MAX_EVENT_BYTES);
        }
        int start = requireObject(event);
        try (JsonParser parser = json.createParser(event, start, event.length - start)) {
            return new EventReader(parser, start, trie.size()).read(trie);
        } catch (JsonProcessingException e) {
            throw new EventRejectedException(Reason.MALFORMED, "not JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new EventRejectedException(Reason.MALFORMED, "not JSON: it cannot be read");
        }
    }

    /**
     * Which positions this codec understands. An event that came out of a savepoint with another layout, because the
     * pointers were changed meanwhile, must be decoded again.
     */
    public int layout() {
        return trie.layout();
    }

    /**
     * Writes the result into an event.
     *
     * @param event the bytes that were decoded; they are not touched
     * @param decoded what {@link #decode} of this {@link #layout} made of them; it {@link DecodedEvent#needsLookup needs
     *     a lookup}
     * @return new bytes
     */
    public byte[] encode(byte[] event, DecodedEvent decoded, Located result) {
        return new EventSplice(new Marks(decoded.marks()), event, result).write(trie);
    }

    /** Where the object begins, past a byte order mark. Checks what Jackson would guess or let pass. */
    private static int requireObject(byte[] event) throws EventRejectedException {
        int start = startsWithByteOrderMark(event) ? BYTE_ORDER_MARK.length : 0;
        int i = start;
        while (i < event.length && isWhiteSpace(event[i])) {
            i++;
        }
        if (i == event.length) {
            throw new EventRejectedException(Reason.MALFORMED, "empty");
        }
        int invalid = Utf8.firstInvalid(event);
        if (invalid >= 0) {
            throw new EventRejectedException(Reason.MALFORMED, "not UTF-8 at byte " + invalid);
        }
        // A NUL among the first four bytes that it sees would make Jackson read UTF-16 or UTF-32.
        for (int j = i; j < Math.min(i + 4, event.length); j++) {
            if (event[j] == 0) {
                throw new EventRejectedException(Reason.MALFORMED, "not JSON in UTF-8: NUL at byte " + j);
            }
        }
        if (event[i] != '{') {
            throw new EventRejectedException(Reason.MALFORMED, "not a JSON object");
        }
        return i;
    }

    private static boolean startsWithByteOrderMark(byte[] event) {
        return event.length >= BYTE_ORDER_MARK.length
                && event[0] == BYTE_ORDER_MARK[0]
                && event[1] == BYTE_ORDER_MARK[1]
                && event[2] == BYTE_ORDER_MARK[2];
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
