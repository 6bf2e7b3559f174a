package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.SinkEndpoint;
import dev.venues.job.WrittenEvents;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.report.Dots;
import dev.venues.report.Written;
import dev.venues.report.Written.Missing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a report needs to know from what a run wrote: read after the run, so that the run costs nothing. */
final class RunOutputs {

    /** Less than what a run that is stopped has left to end in. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private RunOutputs() {}

    /**
     * Reads what was written since a moment.
     *
     * @return with a sentence for whatever could not be read
     */
    static Written read(Settings settings, Instant since, Clock clock) {
        Dots dots = new Dots();
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        WrittenEvents written = new WrittenEvents(settings.pointers(), since, LIMIT, clock);
        // There are few of them, so they come first.
        String letters = letters(settings.deadLetters(), written, reasons);
        return new Written(dots, reasons, new Missing(events(settings.enriched(), written, dots), letters));
    }

    private static String events(SinkEndpoint sink, WrittenEvents written, Dots dots) {
        Optional<FinishedOutput> output = sink.finished();
        if (output.isEmpty()) {
            return "The map needs the output in files; this run's went to " + sink.medium() + ".";
        }
        try {
            boolean all = written.forEachLocated(output.get(), dots::add);
            return all ? null : "Reading took too long: the map leaves out what is left of the output.";
        } catch (IOException | RuntimeException e) {
            return "The map leaves out what cannot be read of the output: " + e.getMessage();
        }
    }

    private static String letters(SinkEndpoint sink, WrittenEvents written, Map<Reason, Long> reasons) {
        Optional<FinishedOutput> output = sink.finished();
        if (output.isEmpty()) {
            return "By reason, dead letters are counted in files; this run's went to " + sink.medium() + ".";
        }
        try {
            boolean all = written.forEachReason(output.get(), reason -> reasons.merge(reason, 1L, Long::sum));
            return all ? null : "Reading took too long: there are more dead letters than are counted by reason.";
        } catch (IOException | RuntimeException e) {
            return "By reason, those dead letters are left out that cannot be read: " + e.getMessage();
        }
    }
}
