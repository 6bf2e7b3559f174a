package dev.venues.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.Coordinates;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.VenueQuery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What {@link EventReader} does, with Jackson's parser: the oracle that it is held against. */
final class JacksonEventReader {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(EventCodec.MAX_DEPTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final double NO_COORDINATE = Double.NaN;

    /** A number as JSON writes it. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final JsonParser parser;
    private final int offset;
    private final int[] spans;

    private String name;
    private String city;
    private String country;
    private double latitude = NO_COORDINATE;
    private double longitude = NO_COORDINATE;

    private JacksonEventReader(JsonParser parser, int offset, int[] spans) {
        this.parser = parser;
        this.offset = offset;
        this.spans = spans;
    }

    /** What is in an event. */
    static DecodedEvent read(byte[] event, PointerTrie trie) throws EventRejectedException {
        int start = requireObject(event);
        try (JsonParser parser = JSON.createParser(event, start, event.length - start)) {
            return new JacksonEventReader(parser, start, NodeSpans.of(trie)).read(trie);
        } catch (IOException e) {
            throw new EventRejectedException(Reason.MALFORMED, "not JSON: " + e.getMessage());
        }
    }

    /** Where the object begins, past a byte order mark. Checks what Jackson would guess or let pass. */
    private static int requireObject(byte[] event) throws EventRejectedException {
        boolean marked = event.length >= 3 && Arrays.equals(event, 0, 3, BYTE_ORDER_MARK, 0, 3);
        int i = marked ? 3 : 0;
        while (i < event.length && " \t\n\r".indexOf(event[i]) >= 0) {
            i++;
        }
        if (i == event.length || event[i] != '{') {
            throw new EventRejectedException(Reason.MALFORMED, "not a JSON object");
        }
        // Among the first bytes one would make Jackson read UTF-16 or UTF-32.
        for (int j = i; j < Math.min(i + 4, event.length); j++) {
            if (event[j] == 0) {
                throw new EventRejectedException(Reason.MALFORMED, "NUL at byte " + j);
            }
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(event));
        } catch (CharacterCodingException e) {
            throw new EventRejectedException(Reason.MALFORMED, "not UTF-8");
        }
        return i;
    }

    private DecodedEvent read(PointerTrie trie) throws IOException, EventRejectedException {
        parser.nextToken();
        readValue(trie.root);
        if (parser.nextToken() != null) {
            throw new EventRejectedException(Reason.MALFORMED, "something follows the object at byte " + tokenStart());
        }
        boolean located = Coordinates.isLatitude(latitude) && Coordinates.isLongitude(longitude);
        VenueQuery query = name == null ? null : new VenueQuery(name, city, country);
        if (query != null && !located) {
            WriteTargets.require(trie.root, spans);
        }
        return new DecodedEvent(query, located, spans);
    }

    private void readValue(Node node) throws IOException, EventRejectedException {
        int start = tokenStart();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT && node.role == Role.NONE) {
            boolean empty = readMembers(node);
            NodeSpans.set(spans, node, empty ? NodeSpans.EMPTY_OBJECT : NodeSpans.OBJECT, start, position());
        } else if (token == JsonToken.START_ARRAY && node.role == Role.NONE) {
            readElements(node);
            NodeSpans.set(spans, node, NodeSpans.ARRAY, start, position());
        } else {
            readLeaf(node.role, token);
            if (token.isStructStart()) {
                parser.skipChildren();
            } else {
                parser.finishToken();
            }
            NodeSpans.set(
                    spans, node, token == JsonToken.VALUE_NULL ? NodeSpans.NULL : NodeSpans.OTHER, start, position());
        }
    }

    private boolean readMembers(Node node) throws IOException, EventRejectedException {
        boolean empty = true;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            empty = false;
            Node child = node.child(parser.currentName());
            parser.nextToken();
            readOrSkip(child);
        }
        return empty;
    }

    private void readElements(Node node) throws IOException, EventRejectedException {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            readOrSkip(node.child(Integer.toString(index)));
        }
    }

    private void readOrSkip(Node child) throws IOException, EventRejectedException {
        if (child == null) {
            parser.skipChildren();
        } else {
            forget(child);
            readValue(child);
        }
    }

    /** Of duplicate keys the last one counts, with all that is below it. */
    private void forget(Node node) {
        if (NodeSpans.kind(spans, node) == NodeSpans.ABSENT) {
            return;
        }
        NodeSpans.clear(spans, node);
        switch (node.role) {
            case NAME -> name = null;
            case CITY -> city = null;
            case COUNTRY -> country = null;
            case LATITUDE -> latitude = NO_COORDINATE;
            case LONGITUDE -> longitude = NO_COORDINATE;
            case GEO, NONE -> {}
        }
        for (Node child : node.children) {
            forget(child);
        }
    }

    private void readLeaf(Role role, JsonToken token) throws IOException, EventRejectedException {
        switch (role) {
            case NAME -> name = text(token);
            case CITY -> city = text(token);
            case COUNTRY -> country = text(token);
            case LATITUDE -> latitude = degrees(token);
            case LONGITUDE -> longitude = degrees(token);
            case GEO, NONE -> {}
        }
    }

    private String text(JsonToken token) throws IOException, EventRejectedException {
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        if (Utf8.hasLoneSurrogate(parser.getText())) {
            throw new EventRejectedException(
                    Reason.MALFORMED, "half a surrogate pair in the venue before byte " + position());
        }
        String text = asked(parser.getText());
        return text.isEmpty() ? null : text;
    }

    /** As an API is asked for it, by way of regular expressions. */
    private static String asked(String text) {
        String spaced = text.replaceAll("\\p{Cf}+", "")
                .replaceAll("[\\p{Z}\\p{javaWhitespace}\\x85]+", " ")
                .strip();
        return spaced.length() > 2_048 ? spaced : Normalizer.normalize(spaced, Normalizer.Form.NFC);
    }

    /** A number, or a string that is one: the text was meant as a coordinate, and asking for it again would cost. */
    private double degrees(JsonToken token) throws IOException {
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
            return NO_COORDINATE;
        }
        String text = parser.getText();
        return token.isNumeric() || NUMBER.matcher(text).matches() ? Double.parseDouble(text) : NO_COORDINATE;
    }

    private int tokenStart() {
        return offset + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int position() {
        return offset + (int) parser.currentLocation().getByteOffset();
    }
}
