package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Scenario;

import java.io.PrintStream;
import java.util.Locale;

/** A report as lines of text, from the process that measures to the one that asked it to. */
public final class ReportLines implements Report {

    private static final String FIGURE = "@figure";
    private static final String COURSE = "@course";
    private static final String FAILED = "@failed";

    private final PrintStream out;

    public ReportLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void figure(Scenario scenario, Metric metric, double value) {
        out.println(FIGURE + " " + scenario.key() + " " + metric + " " + value);
    }

    @Override
    public void course(Scenario scenario, double second, double eventsPerSecond) {
        out.printf(Locale.ROOT, "%s %s %.3f %.0f%n", COURSE, scenario.key(), second, eventsPerSecond);
    }

    @Override
    public void failed(Scenario scenario, String reason) {
        out.println(FAILED + " " + scenario.key() + " " + reason.replaceAll("\\s+", " "));
    }

    /** Passes on what a line says; anything else that the process may have printed is passed over. */
    public static void read(String line, Report report) {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case FIGURE -> report.figure(Scenario.of(words[1]), Metric.valueOf(words[2]), Double.parseDouble(words[3]));
            case COURSE ->
                report.course(Scenario.of(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
            case FAILED -> report.failed(Scenario.of(words[1]), line.split(" ", 3)[2]);
            default -> {
                // Not ours.
            }
        }
    }
}
