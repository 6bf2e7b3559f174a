package dev.venues.local;

import dev.venues.config.EffectiveSettings;
import dev.venues.config.Settings;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Letters;
import dev.venues.connector.ReplayedLetters;
import dev.venues.diagnosis.Verdict;
import dev.venues.flink.VenuesMetric;
import dev.venues.job.Connectors;
import dev.venues.replay.CollectedLetters;
import dev.venues.replay.ReplayArguments;
import dev.venues.replay.Tally;
import dev.venues.replay.Tally.Fate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Dead letters through the job again: collects them, and when the job has ended well notes that they were replayed. After
 * a failure or a stop nothing is noted, and the next replay takes all of them again.
 */
final class Replay implements RunFrame {

    private final ReplayArguments arguments;
    private final EffectiveSettings effective;
    private final PrintStream out;
    private final Clock clock;
    private final ReplayReport report;
    private CollectedLetters collected;

    Replay(ReplayArguments arguments, EffectiveSettings effective, PrintStream out, Clock clock) {
        this.arguments = arguments;
        this.effective = effective;
        this.out = out;
        this.clock = clock;
        this.report = new ReplayReport(
                arguments.from().toString(), CollectedLetters.ledger(arguments).toString());
    }

    /** Says what a replay would do. */
    void count() throws IOException, ConnectorStartupException {
        Tally tally = CollectedLetters.count(arguments, letters(), maxEventBytes(effective.settings()));
        out.println(report.dryRun(tally));
    }

    /** Those that have arrived by now. */
    private Letters letters() throws ConnectorStartupException {
        return effective.letters(arguments.from(), clock.instant());
    }

    /** What the job takes from a file, since the letters are collected in one. */
    private static int maxEventBytes(Settings settings) {
        return settings.withSource(Connectors.localFile(Path.of(""))).maxEventBytes();
    }

    @Override
    public Optional<Settings> before(Settings settings, Path folder) throws Exception {
        out.println("Reading dead letters from " + arguments.from() + " …");
        collected = CollectedLetters.collect(arguments, letters(), maxEventBytes(settings), folder);
        Tally tally = collected.tally();
        if (tally.of(Fate.SELECTED) == 0) {
            out.println(report.nothing(tally));
            return Optional.empty();
        }
        return Optional.of(settings.withSource(new ReplayedLetters(Connectors.localFile(collected.letters()))));
    }

    @Override
    public Verdict after(LocalMetrics metrics, End end) throws Exception {
        Tally tally = collected.tally();
        // A job that was stopped through Flink's own API ends well, too.
        if (end == End.STOPPED || metrics.outcomes() < tally.of(Fate.SELECTED)) {
            out.println(report.stopped(tally));
            return Verdict.WELL;
        }
        collected.mark();
        out.println(report.replayed(tally, metrics.sum(VenuesMetric.DEAD_LETTERS)));
        return Verdict.WELL;
    }

    @Override
    public void close() throws IOException {
        if (collected != null) {
            collected.close();
        }
    }
}
