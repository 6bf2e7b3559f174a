package dev.venues.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text that stands somewhere in an event.
 *
 * @param pointer from where it is wrapped in, or else from the event's root
 * @param value the text
 * @param wrapping in what a pointer cannot reach it; null if one can
 */
record EventText(String pointer, String value, Wrapping wrapping) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TEXTS = 200;

    /**
     * What an event is wrapped in.
     *
     * @param pointer where that stands
     */
    record Wrapping(Kind kind, String pointer) {

        /** Ways to wrap one. */
        enum Kind {
            ARRAY,
            TEXT,
            BASE64
        }
    }

    /** The texts of an event, some 200 at most, those in wrappings too; of an array the first element's. None if it is no JSON. */
    static List<EventText> of(byte[] event) {
        List<EventText> texts = new ArrayList<>();
        JsonNode root = parse(event);
        if (root != null) {
            collect(root, new EventText("", "", null), 0, texts);
        }
        return texts;
    }

    /** The value at a pointer; a missing node if there is none, or if the event is no JSON. */
    static JsonNode at(byte[] event, String pointer) {
        JsonNode root = parse(event);
        return root == null ? JSON.missingNode() : root.at(pointer);
    }

    private static void collect(JsonNode node, EventText here, int depth, List<EventText> texts) {
        if (depth > MAX_DEPTH || texts.size() >= MAX_TEXTS) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            member.getValue(),
                            new EventText(here.pointer + "/" + escaped(member.getKey()), "", here.wrapping),
                            depth + 1,
                            texts));
        } else if (node.isArray() && !node.isEmpty()) {
            collect(node.get(0), here.inside(Wrapping.Kind.ARRAY), depth + 1, texts);
        } else if (node.isTextual()) {
            String text = node.textValue();
            JsonNode held = object(text.getBytes(StandardCharsets.UTF_8));
            JsonNode decoded = held == null ? object(base64(text)) : null;
            if (held != null) {
                collect(held, here.inside(Wrapping.Kind.TEXT), depth + 1, texts);
            } else if (decoded != null) {
                collect(decoded, here.inside(Wrapping.Kind.BASE64), depth + 1, texts);
            } else {
                texts.add(new EventText(here.pointer, text, here.wrapping));
            }
        }
    }

    /** The outermost wrapping is the one to begin with. */
    private EventText inside(Wrapping.Kind kind) {
        return new EventText("", "", wrapping == null ? new Wrapping(kind, pointer) : wrapping);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            return null;
        }
    }

    private static JsonNode object(byte[] json) {
        JsonNode node = json.length > 1 && json[0] == '{' ? parse(json) : null;
        return node != null && node.isObject() ? node : null;
    }

    private static byte[] base64(String text) {
        try {
            return text.startsWith("ey") || text.startsWith("ew")
                    ? Base64.getDecoder().decode(text)
                    : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
