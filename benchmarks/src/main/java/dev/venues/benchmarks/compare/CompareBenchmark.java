package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.BadArgumentException;
import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.measured.Metric;
import dev.venues.benchmarks.measured.Plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Venues beside what a user would take instead: each contender in a new JVM for each round, one after the other, so that
 * no one profits from the hour, from compiled code or from a filled cache of another.
 */
public final class CompareBenchmark {

    private final Plan plan;
    private final Path out;
    private final List<Contender> contenders;
    private final Results results = new Results();

    private CompareBenchmark(Plan plan, Path out, List<Contender> contenders) {
        this.plan = plan;
        this.out = out;
        this.contenders = contenders;
    }

    /** Takes {@code --out FOLDER}, {@code --only CONTENDER,…} and what a {@link Plan} takes. */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        Path out = Path.of(take(words, "--out", System.getProperty("venues.compare.out", "compare")));
        String only = take(words, "--only", "");
        List<Contender> contenders = only.isEmpty()
                ? List.of(Contender.values())
                : Arrays.stream(only.split(",")).map(Contender::of).toList();
        new CompareBenchmark(Plan.parse(words), out, contenders).run();
    }

    /** Takes a word and its value out of the list. */
    private static String take(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 == words.size()) {
            throw new BadArgumentException(name + " needs a value");
        }
        words.remove(at);
        return words.remove(at);
    }

    private void run() throws IOException, InterruptedException {
        Path logs = Files.createDirectories(out.resolve("logs"));
        String settings = "settings: " + plan + " (ms and s), " + Plan.PARALLELISM + " subtasks, java "
                + JvmOptions.TEXT + ", checkpoints every 2 s, object reuse";
        System.out.println(settings);
        ContenderProcess process = new ContenderProcess(plan, logs);
        for (int round = 1; round <= plan.rounds(); round++) {
            List<Contender> order = new ArrayList<>(contenders);
            Collections.rotate(order, 1 - round);
            for (Contender contender : order) {
                process.run(contender, round, results);
                System.out.println("round " + round + ": " + brief(contender, round));
            }
        }
        String report = new MarkdownReport(results).toString();
        System.out.println();
        System.out.print(report);
        Files.writeString(
                out.resolve("compare.md"),
                "```\n" + System.getProperty("venues.machine", "").strip() + "\n" + settings + "\n```\n\n" + report);
        Files.write(out.resolve("compare.csv"), CsvReport.figures(results));
        Files.write(out.resolve("course.csv"), CsvReport.course(results));
        new Charts(results, out).write();
        System.out.println("\nwritten to " + out);
    }

    private String brief(Contender contender, int round) {
        StringBuilder text = new StringBuilder(contender.key());
        for (Scenario scenario : plan.scenarios(contender)) {
            String figure = results.figures().stream()
                    .filter(f -> f.contender() == contender
                            && f.round() == round
                            && f.scenario() == scenario
                            && f.metric() == Metric.EVENTS_PER_SECOND)
                    .map(f -> String.format(Locale.ROOT, "%,.0f/s", f.value()))
                    .findFirst()
                    .orElse("failed");
            text.append(", ").append(scenario.key()).append(' ').append(figure);
        }
        return text.toString();
    }
}
