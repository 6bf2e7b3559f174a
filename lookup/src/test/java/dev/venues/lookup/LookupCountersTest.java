package dev.venues.lookup;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LookupCountersTest {

    @Test
    void shouldStandStillInACopyOfAllThatItCounts() {
        LookupCounters stats = new LookupCounters();
        List<Runnable> counters = List.of(
                stats::countRequest,
                stats::countError,
                stats::countRetry,
                stats::countCoalesced,
                stats::countHit,
                stats::countMiss,
                stats::countStale,
                stats::countRefresh,
                stats::countRefusedHit);
        for (int i = 0; i < counters.size(); i++) {
            for (int times = 0; times <= i; times++) {
                counters.get(i).run();
            }
        }
        stats.hitsOfOneThread().increment();
        for (AnswerClass answer : AnswerClass.values()) {
            for (int i = 0; i <= answer.ordinal(); i++) {
                stats.answered(answer, 1_000_000);
            }
        }
        stats.waited(2_000_000);
        LookupStatistics standing = stats.snapshot(LookupStatistics.State.NONE);
        List<Long> before = figures(standing);
        counters.forEach(Runnable::run);
        stats.hitsOfOneThread().increment();
        stats.answered(AnswerClass.SUCCESS, 1_000_000);
        stats.waited(2_000_000);

        assertThat(before).doesNotContain(0L);
        assertThat(before).startsWith(1L, 2L, 3L, 4L, 6L, 6L, 7L, 8L, 9L);
        assertThat(figures(standing)).isEqualTo(before);
        LookupStatistics after = stats.snapshot(LookupStatistics.State.NONE);
        assertThat(figures(after.since(standing)))
                .startsWith(1L, 1L, 1L, 1L, 2L, 1L, 1L, 1L, 1L)
                .endsWith(0L);
        assertThat(figures(standing.since(LookupStatistics.NOTHING))).isEqualTo(before);
    }

    private static List<Long> figures(LookupStatistics stats) {
        List<Long> figures = new ArrayList<>(List.of(
                stats.calls().requests(),
                stats.calls().errors(),
                stats.calls().retries(),
                stats.answers().coalesced(),
                stats.answers().cacheHits(),
                stats.answers().cacheMisses(),
                stats.answers().stale(),
                stats.answers().refreshes(),
                stats.answers().refused(),
                stats.calls().latencies(),
                stats.calls().waits()));
        for (AnswerClass answer : AnswerClass.values()) {
            figures.add(stats.calls().ended(answer));
        }
        return figures;
    }
}
