package dev.venues.replay;

import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;

import java.time.Instant;
import java.util.Set;

/**
 * Which dead letters shall be replayed.
 *
 * @param reasons at least one
 * @param since the earliest {@code failedAt}; null for no bound
 * @param until the first {@code failedAt} that is too late; null for no bound
 */
public record LetterFilter(Set<Reason> reasons, Instant since, Instant until) {

    public boolean selects(DeadLetter letter) {
        return reasons.contains(letter.reason())
                && (since == null || !letter.failedAt().isBefore(since))
                && (until == null || letter.failedAt().isBefore(until));
    }
}
