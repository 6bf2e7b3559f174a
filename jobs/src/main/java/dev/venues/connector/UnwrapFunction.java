package dev.venues.connector;

import dev.venues.codec.DeadLetterReader;
import dev.venues.codec.UnreadableLetterException;
import dev.venues.model.DeadLetter;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Dead letter → the record that it was made of, with its first origin and the attempts so far. Takes letters that were
 * found readable and whole; any other fails the job, so that it counts for replayed nowhere.
 */
final class UnwrapFunction implements MapFunction<RawRecord, RawRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public RawRecord map(RawRecord line) throws UnreadableLetterException {
        DeadLetter letter = DeadLetterReader.read(line.payload());
        if (letter.payload() == null) {
            throw new IllegalArgumentException("a dead letter without its payload cannot be replayed");
        }
        return new RawRecord(letter.payload(), letter.origin(), 0, letter.attempts());
    }
}
