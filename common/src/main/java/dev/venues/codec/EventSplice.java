package dev.venues.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One result on its way into one event: replaces what stands there, adds what is missing, copies the rest. */
final class EventSplice {

    /** Puts text in the place of the bytes from start (inclusive) to end (exclusive). */
    private record Edit(int start, int end, byte[] text) {}

    private static final JsonStringEncoder ESCAPER = JsonStringEncoder.getInstance();

    private final Marks marks;
    private final byte[] payload;
    private final Located result;
    private final List<Edit> edits = new ArrayList<>(4);

    EventSplice(Marks marks, byte[] payload, Located result) {
        this.marks = marks;
        this.payload = payload;
        this.result = result;
    }

    byte[] write(PointerTrie trie) {
        plan(trie.root);
        edits.sort(Comparator.comparingInt(Edit::start));
        int length = payload.length;
        for (Edit edit : edits) {
            length += edit.text.length - (edit.end - edit.start);
        }
        byte[] out = new byte[length];
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            int kept = edit.start - from;
            System.arraycopy(payload, from, out, to, kept);
            to += kept;
            System.arraycopy(edit.text, 0, out, to, edit.text.length);
            to += edit.text.length;
            from = edit.end;
        }
        System.arraycopy(payload, from, out, to, payload.length - from);
        return out;
    }

    /** Plans the edits at and below an object or array that exists. */
    private void plan(Node node) {
        StringBuilder added = new StringBuilder();
        for (Node child : node.children) {
            int kind = marks.kind(child);
            if (kind == Marks.OBJECT || kind == Marks.EMPTY_OBJECT || kind == Marks.ARRAY) {
                if (child.written) {
                    plan(child);
                }
                continue;
            }
            String value = value(child);
            if (value == null) {
                continue;
            }
            if (kind == Marks.ABSENT) {
                key(added.append(','), child.key).append(value);
            } else {
                edits.add(new Edit(marks.start(child), marks.end(child), utf8(value)));
            }
        }
        if (!added.isEmpty()) {
            int end = endOfMembers(node);
            String text = marks.kind(node) == Marks.EMPTY_OBJECT ? added.substring(1) : added.toString();
            edits.add(new Edit(end, end, utf8(text)));
        }
    }

    /** The position after the last member of an object, before the white space and the closing brace. */
    private int endOfMembers(Node node) {
        int i = marks.end(node) - 1;
        while (payload[i - 1] <= ' ') {
            i--;
        }
        return i;
    }

    /** What is to stand at a node: a value, an object around the values below it, or null for nothing. */
    private String value(Node node) {
        if (!node.written) {
            return null;
        }
        if (node.role != Role.NONE) {
            return leaf(node.role);
        }
        StringBuilder members = new StringBuilder();
        for (Node child : node.children) {
            String value = value(child);
            if (value != null) {
                key(members.append(members.isEmpty() ? '{' : ','), child.key).append(value);
            }
        }
        return members.isEmpty() ? null : members.append('}').toString();
    }

    private String leaf(Role role) {
        Place place = result.answer() instanceof GeoAnswer.Found found ? found.place() : null;
        return switch (role) {
            case LATITUDE -> place == null ? null : Double.toString(place.latitude());
            case LONGITUDE -> place == null ? null : Double.toString(place.longitude());
            case GEO -> geo(place);
            default -> throw new IllegalStateException(role + " is never written");
        };
    }

    private String geo(Place place) {
        StringBuilder geo = new StringBuilder(160).append('{');
        if (place == null) {
            member(geo, "outcome", "not-found");
        } else {
            member(geo, "outcome", "found");
            member(geo, "placeId", place.id());
            member(geo, "name", place.name());
            member(geo, "address", place.address());
        }
        member(geo, "provider", result.provider());
        member(geo, "via", result.via().text());
        return geo.append('}').toString();
    }

    private static void member(StringBuilder object, String key, String value) {
        if (value != null) {
            quote(key(object.append(object.length() == 1 ? "" : ","), key), value);
        }
    }

    private static StringBuilder key(StringBuilder out, String key) {
        return quote(out, key).append(':');
    }

    private static StringBuilder quote(StringBuilder out, String text) {
        out.append('"');
        ESCAPER.quoteAsString(text, out);
        return out.append('"');
    }

    /** Half a surrogate pair, which an API may send, becomes a question mark. */
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
