package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.job.WrittenEvents;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.report.Dots;
import dev.venues.report.Written;
import dev.venues.report.Written.Missing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What a report needs to know from the files that a run wrote: read after the run, so that the run costs nothing. */
final class RunOutputs {

    /** Less than what a run that is stopped has left to end in. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private RunOutputs() {}

    /**
     * Reads the files that were written since a moment.
     *
     * @return with a sentence for whatever could not be read
     */
    static Written read(Settings settings, Instant since) {
        Dots dots = new Dots();
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        WrittenEvents written = new WrittenEvents(settings, since, LIMIT);
        // There are few of them, so they come first.
        String letters = letters(settings, written, reasons);
        return new Written(dots, reasons, new Missing(events(settings, written, dots), letters));
    }

    private static String events(Settings settings, WrittenEvents written, Dots dots) {
        if (!(settings.enriched() instanceof Settings.Sink.Files files)) {
            return "The map needs the output in files; this run's went to Kinesis.";
        }
        try {
            boolean all = written.forEachLocated(files.path(), dots::add);
            return all ? null : "Reading took too long: the map leaves out what is left of the output.";
        } catch (IOException | RuntimeException e) {
            return "The map leaves out what cannot be read of the output: " + e.getMessage();
        }
    }

    private static String letters(Settings settings, WrittenEvents written, Map<Reason, Long> reasons) {
        if (!(settings.deadLetters() instanceof Settings.Sink.Files files)) {
            return "By reason, dead letters are counted in files; this run's went to Kinesis.";
        }
        try {
            boolean all = written.forEachReason(files.path(), reason -> reasons.merge(reason, 1L, Long::sum));
            return all ? null : "Reading took too long: there are more dead letters than are counted by reason.";
        } catch (IOException | RuntimeException e) {
            return "By reason, those dead letters are left out that cannot be read: " + e.getMessage();
        }
    }
}
