package dev.venues.memory;

import java.util.Arrays;
import java.util.List;

/**
 * What a watch saw.
 *
 * @param name of what was watched
 * @param histograms some of the heap after the warm-up, the first and the last among them
 */
public record MemoryCourse(String name, List<Reading> readings, List<ClassHistogram> histograms) {

    public MemoryCourse {
        readings = List.copyOf(readings);
        histograms = List.copyOf(histograms);
    }

    /** For each figure what it comes to. */
    public List<Judgement> judgements() {
        return Arrays.stream(Figure.values())
                .map(figure -> Judgement.of(figure, readings))
                .toList();
    }

    /** A leak if any figure leaks. */
    public Verdict verdict() {
        if (Judgement.judged(readings).size() < Judgement.FEWEST_READINGS) {
            return Verdict.UNKNOWN;
        }
        return leaks().isEmpty() ? Verdict.FLAT : Verdict.LEAK;
    }

    private List<String> leaks() {
        return judgements().stream()
                .filter(judgement -> judgement.verdict() == Verdict.LEAK)
                .map(judgement -> judgement.figure().title())
                .toList();
    }

    /** What it comes to, in lines; the last one is the verdict. */
    public String report() {
        if (verdict() == Verdict.UNKNOWN) {
            return "Verdict: none, because " + Judgement.FEWEST_READINGS
                    + " readings after the warm-up are needed, and " + "there were "
                    + Judgement.judged(readings).size();
        }
        StringBuilder text = new StringBuilder();
        judgements().forEach(judgement -> text.append(judgement).append('\n'));
        List<GrowingClasses.Growth> growing = GrowingClasses.of(histograms);
        if (!growing.isEmpty()) {
            text.append("Classes that grew after the warm-up:\n");
            text.append(GrowingClasses.HEADER).append('\n');
            growing.forEach(growth -> text.append(growth).append('\n'));
        }
        text.append("Verdict: ").append(verdict().text());
        return verdict() == Verdict.LEAK
                ? text.append(" (")
                        .append(String.join(", ", leaks()))
                        .append(')')
                        .toString()
                : text.toString();
    }
}
