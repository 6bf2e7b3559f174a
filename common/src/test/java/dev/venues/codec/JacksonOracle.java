package dev.venues.codec;

import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

import java.util.Arrays;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads and writes events in two ways, and fails where they differ: the scanner against Jackson's parser, the usual way to
 * write against the general one.
 */
final class JacksonOracle {

    private static final Located FOUND = new Located(
            new GeoAnswer.Found(new Place("4b", "Berghain", 52.511, 13.443, null)), "photon", Located.Via.API);
    private static final Located NOT_FOUND = new Located(new GeoAnswer.NotFound(), "photon", Located.Via.CACHE);

    private final PointerTrie trie;
    private final EventReader reader;
    private final SwiftSplice swift;

    JacksonOracle(EventPointers pointers) {
        trie = new PointerTrie(pointers);
        reader = new EventReader(trie);
        swift = new SwiftSplice(trie);
    }

    /** What both read; null if both refuse. */
    DecodedEvent read(byte[] event) {
        DecodedEvent expected = null;
        String refusal = null;
        try {
            expected = JacksonEventReader.read(event, trie);
        } catch (EventRejectedException e) {
            refusal = e.getMessage();
        }
        DecodedEvent decoded;
        try {
            decoded = reader.read(event);
        } catch (EventRejectedException e) {
            if (expected != null) {
                throw new AssertionError("refused, with " + e.getMessage() + ": " + new String(event, UTF_8));
            }
            return null;
        }
        if (expected == null) {
            throw new AssertionError("accepted, while Jackson says " + refusal + ": " + new String(event, UTF_8));
        }
        if (!Objects.equals(decoded.query(), expected.query())
                || decoded.located() != expected.located()
                || !Arrays.equals(decoded.spans(), expected.spans())) {
            throw new AssertionError(text(decoded) + " instead of " + text(expected) + ": " + new String(event, UTF_8));
        }
        if (decoded.needsLookup()) {
            assertWrittenAlike(event, decoded, FOUND);
            assertWrittenAlike(event, decoded, NOT_FOUND);
        }
        return decoded;
    }

    private void assertWrittenAlike(byte[] event, DecodedEvent decoded, Located result) {
        byte[] written = swift.write(event, decoded.spans(), result);
        byte[] expected = new EventSplice(decoded.spans(), event, result).write(trie);
        if (written != null && !Arrays.equals(written, expected)) {
            throw new AssertionError(new String(written, UTF_8) + " instead of " + new String(expected, UTF_8));
        }
    }

    private static String text(DecodedEvent event) {
        return event + " " + Arrays.toString(event.spans());
    }
}
