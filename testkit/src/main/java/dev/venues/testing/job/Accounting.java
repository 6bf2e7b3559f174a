package dev.venues.testing.job;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of the events numbered from 0 on.
 *
 * @param eventsIn how many there were
 * @param outcomes how many came out, as results or dead letters
 * @param lost how many did not come out at all
 * @param duplicated how many outcomes are of an event that has one already
 */
public record Accounting(int eventsIn, int outcomes, int lost, int duplicated) {

    /**
     * @param ids the event of each outcome
     * @throws IllegalArgumentException if one of them is none of the events
     */
    public static Accounting of(int eventsIn, List<Integer> ids) {
        Set<Integer> distinct = new HashSet<>(ids);
        distinct.stream().filter(id -> id < 0 || id >= eventsIn).findAny().ifPresent(id -> {
            throw new IllegalArgumentException("an outcome of event " + id + ", which was never sent");
        });
        return new Accounting(eventsIn, ids.size(), eventsIn - distinct.size(), ids.size() - distinct.size());
    }
}
