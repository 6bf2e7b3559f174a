package dev.venues.flink;

import dev.venues.model.DeadLetter;
import dev.venues.model.Outcome;

/**
 * How one event ended.
 *
 * @param outcome which of the ends
 * @param enriched null for a dead letter
 * @param deadLetter null unless the event ended as one
 */
public record EventResult(Outcome outcome, EnrichedEvent enriched, DeadLetter deadLetter) {

    static EventResult of(Outcome outcome, EnrichedEvent enriched) {
        return new EventResult(outcome, enriched, null);
    }

    static EventResult of(DeadLetter deadLetter) {
        return new EventResult(Outcome.DEAD_LETTER, null, deadLetter);
    }
}
