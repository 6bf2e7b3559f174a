package dev.venues.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.Coordinates;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.VenueQuery;

import java.io.IOException;
import java.util.regex.Pattern;

/** One pass over one event: the values at the pointers, and the positions of what will be replaced or extended. */
final class EventReader {

    private static final double NO_COORDINATE = Double.NaN;

    /** A number as JSON writes it. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final JsonParser parser;
    private final int offset;
    private final Marks marks;

    private String name;
    private String city;
    private String country;
    private double latitude = NO_COORDINATE;
    private double longitude = NO_COORDINATE;

    /**
     * @param offset where in the event the parser starts, in bytes
     */
    EventReader(JsonParser parser, int offset, int nodes) {
        this.parser = parser;
        this.offset = offset;
        this.marks = new Marks(nodes);
    }

    DecodedEvent read(PointerTrie trie) throws IOException, EventRejectedException {
        parser.nextToken();
        readValue(trie.root);
        if (parser.nextToken() != null) {
            throw new EventRejectedException(Reason.MALFORMED, "something follows the object at byte " + tokenStart());
        }
        boolean located = Coordinates.isLatitude(latitude) && Coordinates.isLongitude(longitude);
        VenueQuery query = name == null ? null : new VenueQuery(name, city, country);
        if (query != null && !located) {
            requireRoom(trie.root);
        }
        return new DecodedEvent(query, located, marks.toArray(), trie.layout());
    }

    private void readValue(Node node) throws IOException, EventRejectedException {
        int start = tokenStart();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT && node.role == Role.NONE) {
            boolean empty = readMembers(node);
            marks.set(node, empty ? Marks.EMPTY_OBJECT : Marks.OBJECT, start, position());
        } else if (token == JsonToken.START_ARRAY && node.role == Role.NONE) {
            readElements(node);
            marks.set(node, Marks.ARRAY, start, position());
        } else {
            readLeaf(node.role, token);
            if (token.isStructStart()) {
                parser.skipChildren();
            } else {
                parser.finishToken();
            }
            marks.set(node, token == JsonToken.VALUE_NULL ? Marks.NULL : Marks.OTHER, start, position());
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
        if (marks.kind(node) == Marks.ABSENT) {
            return;
        }
        marks.clear(node);
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
        String text = withSingleSpaces(parser.getText());
        if (Utf8.hasLoneSurrogate(text)) {
            throw new EventRejectedException(
                    Reason.MALFORMED, "half a surrogate pair in the venue before byte " + position());
        }
        return text.isEmpty() ? null : text;
    }

    /** Strips a text and shortens every run of white space in it to one space, as an API expects a name. */
    private static String withSingleSpaces(String text) {
        String stripped = text.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if (Character.isWhitespace(stripped.charAt(i))
                    && (stripped.charAt(i) != ' ' || Character.isWhitespace(stripped.charAt(i + 1)))) {
                return shortened(stripped);
            }
        }
        return stripped;
    }

    private static String shortened(String stripped) {
        StringBuilder shortened = new StringBuilder(stripped.length());
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (!Character.isWhitespace(c)) {
                shortened.append(c);
            } else if (!Character.isWhitespace(stripped.charAt(i - 1))) {
                shortened.append(' ');
            }
        }
        return shortened.toString();
    }

    /** A number, or a string that is one: the text was meant as a coordinate, and asking for it again would cost. */
    private double degrees(JsonToken token) throws IOException {
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
            return NO_COORDINATE;
        }
        String text = parser.getText();
        return token.isNumeric() || NUMBER.matcher(text).matches() ? Double.parseDouble(text) : NO_COORDINATE;
    }

    /** Refuses an event whose result would have to stand inside something that is not an object. */
    private void requireRoom(Node node) throws EventRejectedException {
        for (Node child : node.children) {
            if (!child.written) {
                continue;
            }
            int kind = marks.kind(child);
            if (kind == Marks.ABSENT && marks.kind(node) == Marks.ARRAY) {
                throw new EventRejectedException(
                        Reason.MALFORMED, "the array at " + node.pointer() + " has no element " + child.key);
            }
            boolean made = kind == Marks.ABSENT || kind == Marks.NULL;
            if (made && child.isIndexed()) {
                throw new EventRejectedException(Reason.MALFORMED, "there is no array at " + child.pointer());
            }
            if (kind == Marks.OTHER && child.role == Role.NONE) {
                throw new EventRejectedException(Reason.MALFORMED, child.pointer() + " is not an object");
            }
            if (kind == Marks.OBJECT || kind == Marks.EMPTY_OBJECT || kind == Marks.ARRAY) {
                requireRoom(child);
            }
        }
    }

    private int tokenStart() {
        return offset + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int position() {
        return offset + (int) parser.currentLocation().getByteOffset();
    }
}
