package dev.venues.replay;

import dev.venues.model.DeadLetter.Reason;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of all that was found, in numbers; and by name what cannot be replayed. Used by one thread. */
public final class Tally {

    /** More than these are counted only. */
    static final int MAX_NAMED = 20;

    /** What a replay does with a dead letter. */
    public enum Fate {
        SELECTED,
        ALREADY_REPLAYED,
        FILTERED_OUT,
        /** It went without its payload, or with one that no event may be as large as. */
        NOT_REPLAYABLE
    }

    private final Map<Reason, Map<Fate, Long>> counts = new EnumMap<>(Reason.class);
    private final List<String> named = new ArrayList<>();
    private long unreadable;

    Tally() {}

    void count(Reason reason, Fate fate) {
        counts.computeIfAbsent(reason, any -> new EnumMap<>(Fate.class)).merge(fate, 1L, Long::sum);
    }

    void unreplayable(Reason reason, String where, String why) {
        count(reason, Fate.NOT_REPLAYABLE);
        name(where, why);
    }

    void unreadable(String where, String why) {
        unreadable++;
        name(where, why);
    }

    private void name(String where, String why) {
        if (named.size() < MAX_NAMED) {
            named.add(where + ": " + why);
        }
    }

    public long of(Reason reason, Fate fate) {
        return counts.getOrDefault(reason, Map.of()).getOrDefault(fate, 0L);
    }

    public long of(Fate fate) {
        return counts.keySet().stream().mapToLong(reason -> of(reason, fate)).sum();
    }

    /** What is no dead letter at all. */
    public long unreadable() {
        return unreadable;
    }

    /** All that stays where it is because it cannot be replayed. */
    public long left() {
        return unreadable + of(Fate.NOT_REPLAYABLE);
    }

    /** All that was found. */
    public long read() {
        long letters = counts.values().stream()
                .flatMap(fates -> fates.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return letters + unreadable;
    }

    /** Where the first that cannot be replayed lie, and why they cannot. */
    public List<String> named() {
        return Collections.unmodifiableList(named);
    }
}
