package dev.venues.diagnosis;

import dev.venues.model.DeadLetter.Reason;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Why events became dead letters: how many for each reason, and what the first of them says. For one thread. */
public final class Failures {

    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    private final Map<Reason, String> details = new EnumMap<>(Reason.class);

    /** Adds one more. */
    public void add(Reason reason, String detail) {
        counts.merge(reason, 1L, Long::sum);
        details.putIfAbsent(reason, detail);
    }

    /** The reason that most have; empty if there is none. */
    Optional<Reason> mostFrequent() {
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** What the first with a reason says. */
    String detail(Reason reason) {
        return details.get(reason);
    }
}
