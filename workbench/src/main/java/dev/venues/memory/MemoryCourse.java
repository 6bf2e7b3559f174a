package dev.venues.memory;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a watch saw.
 *
 * @param name of what was watched
 * @param histograms some of the heap after the warm-up, the first and the last among them
 * @param gone after what time the JVM was found to have ended; null if it was there to the end of the watch
 */
public record MemoryCourse(String name, List<Reading> readings, List<ClassHistogram> histograms, Duration gone) {

    /** What a start brings is over by then. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

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

    /** A leak if any figure leaks. Flat is only what was seen to the end: a JVM that died may have died of its memory. */
    public Verdict verdict() {
        if (!hasEnoughReadings()) {
            return Verdict.UNKNOWN;
        }
        if (!leaks().isEmpty()) {
            return Verdict.LEAK;
        }
        return gone == null ? Verdict.FLAT : Verdict.UNKNOWN;
    }

    private boolean hasEnoughReadings() {
        return Judgement.judged(readings).size() >= Judgement.FEWEST_READINGS;
    }

    private List<String> leaks() {
        return judgements().stream()
                .filter(judgement -> judgement.verdict() == Verdict.LEAK)
                .map(judgement -> judgement.figure().title())
                .toList();
    }

    /** What it comes to, in lines; the last one is the verdict. */
    public String report() {
        StringBuilder text = new StringBuilder();
        if (hasEnoughReadings()) {
            judgements().forEach(judgement -> text.append(judgement).append('\n'));
            List<GrowingClasses.Growth> growing = GrowingClasses.of(histograms);
            if (!growing.isEmpty()) {
                text.append("Classes that grew after the warm-up:\n");
                text.append(GrowingClasses.HEADER).append('\n');
                growing.forEach(growth -> text.append(growth).append('\n'));
            }
        }
        if (verdict() == Verdict.LEAK && readings.get(readings.size() - 1).seconds() < LONG_ENOUGH.toSeconds()) {
            text.append("A JVM that has just begun grows for minutes, too: watch it for longer if it has.\n");
        }
        return text.append("Verdict: ").append(conclusion()).toString();
    }

    private String conclusion() {
        if (verdict() == Verdict.LEAK) {
            String leak = "leak (" + String.join(", ", leaks()) + ")";
            return gone == null ? leak : leak + ", until " + end();
        }
        if (gone != null) {
            return "none, because " + end() + ", before the time was over";
        }
        return verdict() == Verdict.FLAT
                ? "flat"
                : "none, because " + Judgement.FEWEST_READINGS
                        + " readings after the warm-up are needed, and there were "
                        + Judgement.judged(readings).size();
    }

    private String end() {
        return String.format(Locale.ROOT, "it ended after %,d s", gone.toSeconds());
    }
}
