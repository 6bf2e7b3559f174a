package dev.venues.job;

import dev.venues.codec.DeadLetterReader;
import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.codec.PastAnswerReader;
import dev.venues.codec.PastAnswerReader.PastAnswer;
import dev.venues.codec.UnreadableLetterException;
import dev.venues.config.Settings;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.GeoAnswer;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What the files sinks have finished since a moment, one line at a time in memory. For one thread. */
public final class WrittenEvents {

    private final EventPointers pointers;
    private final long sinceMillis;
    private final long end;

    /** Takes an event that has its place. */
    public interface LocatedVisitor {

        /**
         * @param venue its name, as the event spells it
         * @param latitude degrees
         * @param longitude degrees
         */
        void located(String venue, double latitude, double longitude);
    }

    /** Takes the bytes of a line. */
    private interface Lines {
        void line(byte[] line);
    }

    /**
     * @param settings that the job ran with
     * @param since files that were last written before are passed over
     * @param limit how long reading may take from now on, more or less
     */
    public WrittenEvents(Settings settings, Instant since, Duration limit) {
        this.pointers = settings.pointers();
        this.sinceMillis = since.toEpochMilli();
        this.end = System.nanoTime() + limit.toNanos();
    }

    /**
     * Reads the events whose venue was found.
     *
     * @param folder of the sink
     * @return whether all was read within the limit
     * @throws IOException if the files cannot be read
     */
    public boolean forEachLocated(String folder, LocatedVisitor visitor) throws IOException {
        EventCodec codec = new EventCodec(pointers);
        PastAnswerReader answers = new PastAnswerReader(pointers);
        return forEach(folder, line -> {
            PastAnswer past = answers.read(line);
            if (past != null && past.answer() instanceof GeoAnswer.Found found) {
                visitor.located(
                        venue(codec, line),
                        found.place().latitude(),
                        found.place().longitude());
            }
        });
    }

    private static String venue(EventCodec codec, byte[] line) {
        try {
            DecodedEvent event = codec.decode(line);
            return event.query() == null ? "" : event.query().name();
        } catch (EventRejectedException e) {
            return "";
        }
    }

    /**
     * Reads why events are dead letters.
     *
     * @param folder of the sink
     * @return whether all was read within the limit
     * @throws IOException if the files cannot be read
     */
    public boolean forEachReason(String folder, Consumer<Reason> visitor) throws IOException {
        return forEach(folder, line -> {
            try {
                visitor.accept(DeadLetterReader.read(line).reason());
            } catch (UnreadableLetterException e) {
                // Not one of ours.
            }
        });
    }

    private boolean forEach(String folder, Lines lines) throws IOException {
        for (FileStatus file : files(folder)) {
            if (file.getModificationTime() < sinceMillis) {
                continue;
            }
            try (JsonLinesReader reader = JsonLinesFormat.open(file)) {
                for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                    for (var line = batch.next(); line != null; line = batch.next()) {
                        lines.line(line.getRecord().payload());
                    }
                    if (System.nanoTime() - end > 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** None if there is no such folder: it appears with the first event. */
    private static List<FileStatus> files(String folder) throws IOException {
        try {
            return OutputFiles.below(new Path(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
