package dev.venues.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table of a document, for tests that hold it against the code. Spaces that align columns do not count. */
public final class MarkdownTable {

    private final List<String> header;
    private final List<List<String>> rows;

    public MarkdownTable(List<String> header, List<List<String>> rows) {
        this.header = header;
        this.rows = rows;
    }

    /** The cells of a document's rows whose first cell fits the pattern. */
    public static List<List<String>> rowsOf(String document, String firstCell) throws IOException {
        return Files.readAllLines(Checkout.root().resolve(document)).stream()
                .filter(line -> line.startsWith("|"))
                .map(MarkdownTable::cells)
                .filter(cells -> cells.get(0).matches(firstCell))
                .toList();
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        return Arrays.stream(inner.split("(?<!\\\\)\\|", -1)).map(String::strip).toList();
    }

    public List<List<String>> rows() {
        return rows;
    }

    /** The table as it should stand in the document. */
    public String markdown() {
        String rule = "|" + "---|".repeat(header.size());
        return line(header) + "\n" + rule + "\n"
                + rows.stream().map(MarkdownTable::line).collect(Collectors.joining("\n")) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
