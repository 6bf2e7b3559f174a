package dev.venues.testing.job;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Events in against events out, by their numbers.
 *
 * @param lost which never came out
 * @param unknown which came out and never went in
 * @param duplicates how many came out beyond the first of each
 */
public record Accounts(Set<Integer> lost, Set<Integer> unknown, int duplicates) {

    /** @param in how many went in, numbered from 0 */
    public static Accounts of(int in, Collection<Integer> out) {
        Set<Integer> expected = IntStream.range(0, in).boxed().collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> seen = new TreeSet<>(out);
        Set<Integer> lost = new TreeSet<>(expected);
        lost.removeAll(seen);
        Set<Integer> unknown = new TreeSet<>(seen);
        unknown.removeAll(expected);
        return new Accounts(lost, unknown, out.size() - seen.size());
    }
}
