package dev.venues.lookup;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an API says of a failure in its body, fit for a message: one line of at most {@value #MAX_LENGTH} characters, without
 * secrets and without the query of a URL. JSON is read in the shapes that APIs have in common, HTML by its title, anything else as
 * text. Pure functions.
 */
final class ErrorWords {

    static final int MAX_LENGTH = 200;

    /** More of a text is not looked at. */
    private static final int MAX_READ = 8_000;

    /** In bytes. A larger document is no error's, and too much to parse for one line. */
    private static final int MAX_JSON = 64 << 10;

    private static final int MAX_DEPTH = 4;

    /** What says most comes first: beside {@code error_description} the {@code error} is a mere code. */
    private static final List<String> NAMES = List.of(
            "message",
            "error_message",
            "error_description",
            "errorDetail",
            "error",
            "detail",
            "title",
            "errors",
            "description",
            "msg",
            "status",
            "meta",
            "fault",
            "faultstring");

    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,100}>([^<]{1,1000})</title", Pattern.CASE_INSENSITIVE);

    private static final Pattern URL =
            Pattern.compile("[a-z][a-z0-9+.-]{0,20}://[^\\s\"'<>]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY = Pattern.compile(
            "\\b(api[-_]?key|key|(?:access[-_]?)?token|client[-_]?secret|secret|password|signature)=[^&\\s]+",
            Pattern.CASE_INSENSITIVE);

    /** A space of any kind, a control, a surrogate without its other half, and what reorders or hides the rest. */
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]+");

    private ErrorWords() {}

    /**
     * @param hide takes secrets out of a text
     * @return empty if there are none that somebody could read
     */
    static String of(byte[] body, UnaryOperator<String> hide) {
        String raw = raw(body);
        if (raw == null) {
            return "";
        }
        String words = URL.matcher(bounded(raw)).replaceAll(url -> Matcher.quoteReplacement(shown(url.group())));
        words = KEY.matcher(words).replaceAll("$1=" + ShownUrl.MASK);
        words = hide.apply(GAP.matcher(words).replaceAll(" ")).strip();
        if (words.endsWith(".") && !words.endsWith("..")) {
            words = words.substring(0, words.length() - 1);
        }
        return words.codePointCount(0, words.length()) <= MAX_LENGTH
                ? words
                : words.substring(0, words.offsetByCodePoints(0, MAX_LENGTH - 1))
                                .strip() + "…";
    }

    private static String raw(byte[] body) {
        int first = 0;
        while (first < body.length && body[first] <= ' ' && body[first] >= 0) {
            first++;
        }
        if (first == body.length) {
            return null;
        }
        return switch (body[first]) {
            case '{', '[', '"' -> json(body);
            case '<' -> title(text(body));
            default -> plain(body);
        };
    }

    private static String json(byte[] body) {
        if (body.length > MAX_JSON) {
            return null;
        }
        try {
            return words(Response.JSON.readTree(body), MAX_DEPTH);
        } catch (IOException e) {
            return null;
        }
    }

    /** The first words in the shapes that are known; null for none. */
    private static String words(JsonNode node, int depth) {
        if (node == null || depth == 0) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue().isBlank() ? null : node.textValue();
        }
        if (node.isArray()) {
            return words(node.get(0), depth);
        }
        for (String name : NAMES) {
            JsonNode value = node.get(name);
            // A status that is a text is a code, and not what is said about it.
            String found =
                    name.equals("status") && (value == null || !value.isObject()) ? null : words(value, depth - 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String title(String text) {
        Matcher title = TITLE.matcher(text);
        return title.find()
                ? title.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&")
                : null;
    }

    private static String plain(byte[] body) {
        String text = text(body);
        boolean binary = text.chars().anyMatch(c -> c == '\ufffd' || c < ' ' && c != '\t' && c != '\n' && c != '\r');
        return binary ? null : text;
    }

    /** No more than is looked at, as UTF-8. */
    private static String text(byte[] body) {
        return new String(body, 0, Math.min(body.length, MAX_READ), StandardCharsets.UTF_8);
    }

    /** Broken off between two words: half a secret would not be found. */
    private static String bounded(String text) {
        if (text.length() < MAX_READ) {
            return text;
        }
        int end = MAX_READ - 1;
        while (end > 0 && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String shown(String url) {
        int end = url.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        int host = url.indexOf("://") + 3;
        int slash = url.indexOf('/', host);
        int hostEnd = slash < 0 || slash > end ? end : slash;
        int user = url.lastIndexOf('@', hostEnd - 1);
        return user < host ? url.substring(0, end) : url.substring(0, host) + url.substring(user + 1, end);
    }
}
