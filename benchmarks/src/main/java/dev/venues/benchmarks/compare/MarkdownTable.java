package dev.venues.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns stand under each other in plain text, too; the first column is text, the rest figures. */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> head) {
        rows.add(List.copyOf(head));
    }

    /**
     * @throws IllegalArgumentException if it has not as many cells as the head
     */
    void add(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(cells + " has not " + rows.get(0).size() + " cells");
        }
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                text.append("| ").append(padded(row, column)).append(' ');
            }
            text.append("|\n");
            if (row == 0) {
                for (int column = 0; column < rows.get(0).size(); column++) {
                    String line = "-".repeat(width(column) + 1);
                    text.append('|').append(column == 0 ? line + "-" : line + ":");
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private String padded(int row, int column) {
        String cell = rows.get(row).get(column);
        String gap = " ".repeat(width(column) - cell.length());
        return column == 0 ? cell + gap : gap + cell;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
    }
}
