package dev.venues.flink;

import dev.venues.lookup.flink.LookupResult;
import dev.venues.model.DeadLetter;
import dev.venues.model.Outcome;

/**
 * How one event ended.
 *
 * @param outcome which of the ends
 * @param main the event; null for a dead letter
 * @param side null unless the event ended as a dead letter
 */
public record EventResult(Outcome outcome, EnrichedEvent main, DeadLetter side)
        implements LookupResult<EnrichedEvent, DeadLetter> {

    static EventResult of(Outcome outcome, EnrichedEvent enriched) {
        return new EventResult(outcome, enriched, null);
    }

    static EventResult of(DeadLetter deadLetter) {
        return new EventResult(Outcome.DEAD_LETTER, null, deadLetter);
    }
}
