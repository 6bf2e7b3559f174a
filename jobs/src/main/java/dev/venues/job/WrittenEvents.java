package dev.venues.job;

import dev.venues.codec.DeadLetterReader;
import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.codec.PastAnswerReader;
import dev.venues.codec.PastAnswerReader.PastAnswer;
import dev.venues.codec.UnreadableLetterException;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.FinishedOutput.Part;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.GeoAnswer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** What sinks have finished since a moment, some records at a time in memory. For one thread. */
public final class WrittenEvents {

    private final EventPointers pointers;
    private final Instant since;
    private final Instant end;
    private final Clock clock;

    /** Takes an event that has its place. */
    public interface LocatedVisitor {

        /**
         * @param venue its name, as the event spells it
         * @param latitude degrees
         * @param longitude degrees
         */
        void located(String venue, double latitude, double longitude);
    }

    /**
     * @param pointers that the job ran with
     * @param since what was last written before is passed over; as exact as milliseconds
     * @param limit how long reading may take from now on, more or less
     */
    public WrittenEvents(EventPointers pointers, Instant since, Duration limit, Clock clock) {
        this.pointers = pointers;
        // The time of a file is no more exact.
        this.since = since.truncatedTo(ChronoUnit.MILLIS);
        this.end = clock.instant().plus(limit);
        this.clock = clock;
    }

    /**
     * Reads the events whose venue was found.
     *
     * @return whether all was read within the limit
     * @throws IOException if the output cannot be read
     */
    public boolean forEachLocated(FinishedOutput output, LocatedVisitor visitor) throws IOException {
        EventCodec codec = new EventCodec(pointers);
        PastAnswerReader answers = new PastAnswerReader(pointers);
        return forEach(output, line -> {
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
     * @return whether all was read within the limit
     * @throws IOException if the output cannot be read
     */
    public boolean forEachReason(FinishedOutput output, Consumer<Reason> visitor) throws IOException {
        return forEachLetter(output, letter -> visitor.accept(letter.reason()));
    }

    /**
     * Reads dead letters.
     *
     * @return whether all was read within the limit
     * @throws IOException if the output cannot be read
     */
    public boolean forEachLetter(FinishedOutput output, Consumer<DeadLetter> visitor) throws IOException {
        return forEach(output, line -> {
            try {
                visitor.accept(DeadLetterReader.read(line));
            } catch (UnreadableLetterException e) {
                // Not one of ours.
            }
        });
    }

    private boolean forEach(FinishedOutput output, Consumer<byte[]> visitor) throws IOException {
        for (Part part : parts(output)) {
            if (part.written().isBefore(since)) {
                continue;
            }
            boolean all = part.forEach(records -> {
                records.forEach(visitor);
                return !clock.instant().isAfter(end);
            });
            if (!all) {
                return false;
            }
        }
        return true;
    }

    /** None if there is no such place: it appears with the first event. */
    private static List<Part> parts(FinishedOutput output) throws IOException {
        try {
            return output.parts();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
