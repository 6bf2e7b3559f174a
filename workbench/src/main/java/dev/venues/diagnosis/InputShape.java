package dev.venues.diagnosis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.venues.job.Connectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells from the first lines of an input that it is something else than one JSON object a line. */
final class InputShape {

    private static final JsonFactory JSON = new JsonFactory();

    /** What files of other formats begin with, in hexadecimal. */
    private static final Map<String, String> FORMATS = Map.of(
            "1f8b", "gzip, and its name does not end in .gz: rename it",
            "504b0304", "a zip file: unpack it",
            "425a68", "compressed by bzip2: unpack it, or use gzip",
            "28b52ffd", "compressed by zstd: unpack it, or use gzip",
            "fd377a58", "compressed by xz: unpack it, or use gzip",
            "50415231", "a Parquet file: write it as JSON lines",
            "4f626a01", "an Avro file: write it as JSON lines");

    private static final String ONE_A_LINE = "write one event a line";

    private InputShape() {}

    /**
     * What the input is.
     *
     * @param lines the first ones, without their ends
     * @return goes on where "the input is" begins, with what to do; empty if it looks like one JSON object a line, or like
     *     nothing that is known
     */
    static Optional<String> other(List<byte[]> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        byte[] first = lines.get(0);
        if (Connectors.isMarkOfDamage(first)) {
            return Optional.of("no gzip though its name ends in .gz: rename it");
        }
        Optional<String> format = FORMATS.keySet().stream()
                .filter(begin -> beginsWith(first, begin))
                .map(FORMATS::get)
                .findFirst();
        if (format.isPresent()) {
            return format;
        }
        if (isUtf16(first)) {
            return Optional.of("UTF-16 or UTF-32: write it in UTF-8 (iconv -f UTF-16 -t UTF-8)");
        }
        return ofText(text(lines));
    }

    private static boolean beginsWith(byte[] line, String hex) {
        byte[] begin = HexFormat.of().parseHex(hex);
        return line.length >= begin.length && Arrays.equals(line, 0, begin.length, begin, 0, begin.length);
    }

    private static boolean isUtf16(byte[] line) {
        boolean nul = (line.length > 0 && line[0] == 0) || (line.length > 1 && line[1] == 0);
        return nul || beginsWith(line, "fffe") || beginsWith(line, "feff");
    }

    private static String text(List<byte[]> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(
                line -> text.append(new String(line, StandardCharsets.UTF_8)).append('\n'));
        String bare = text.indexOf("\ufeff") == 0 ? text.substring(1) : text.toString();
        return bare.stripLeading();
    }

    private static Optional<String> ofText(String text) {
        String first = text.lines().findFirst().orElse("").strip();
        if (text.startsWith("[")) {
            return Optional.of("a JSON array: " + ONE_A_LINE + " (jq -c '.[]')");
        }
        if (text.startsWith("\"") && holdsJson(first)) {
            return Optional.of("JSON texts that hold JSON: take each event out of its text (jq -r .)");
        }
        if (text.startsWith("<")) {
            return Optional.of("XML or HTML: " + ONE_A_LINE + ", as JSON");
        }
        if (text.startsWith("{")) {
            return ofObjects(text, first);
        }
        return separator(text)
                .map(separator ->
                        "CSV, by its first line \"" + Printable.of(first) + "\": " + ONE_A_LINE + ", as JSON");
    }

    private static Optional<String> ofObjects(String text, String first) {
        try (JsonParser line = JSON.createParser(first)) {
            line.nextToken();
            line.skipChildren();
            String rest = first.substring((int) line.currentLocation().getCharOffset())
                    .strip();
            if (rest.startsWith("{")) {
                return Optional.of("JSON objects with no line break between them: " + ONE_A_LINE + " (jq -c .)");
            }
            return rest.equals(",")
                    ? Optional.of("JSON objects with a comma behind each: " + ONE_A_LINE + ", and nothing else")
                    : Optional.empty();
        } catch (JsonEOFException e) {
            return goesOnBehind(first.length(), text)
                    ? Optional.of("JSON over several lines: " + ONE_A_LINE + " (jq -c .)")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether an object that its first line does not end goes on as JSON does. */
    private static boolean goesOnBehind(int first, String text) {
        try (JsonParser all = JSON.createParser(text)) {
            while (all.currentLocation().getCharOffset() <= first) {
                if (all.nextToken() == null) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holdsJson(String first) {
        try (JsonParser line = JSON.createParser(first)) {
            return line.nextToken() == JsonToken.VALUE_STRING
                    && line.getText().stripLeading().startsWith("{");
        } catch (IOException e) {
            return false;
        }
    }

    /** What separates the fields of a table: the same number of times in its first two lines. */
    private static Optional<Character> separator(String text) {
        List<String> lines = text.lines().limit(2).toList();
        return Stream.of(',', ';', '\t', '|')
                .filter(each -> !lines.isEmpty() && count(lines.get(0), each) > 0)
                .filter(each -> lines.size() == 1 || count(lines.get(1), each) >= count(lines.get(0), each))
                .findFirst();
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }
}
