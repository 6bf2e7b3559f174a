package dev.venues.geo;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

import static org.assertj.core.api.Assertions.assertThat;

class GeoStatsTest {

    @Test
    void shouldStandStillInACopyOfAllThatItCounts() {
        GeoStats stats = new GeoStats();
        List<LongAdder> counters = List.of(
                stats.requests,
                stats.errors,
                stats.retries,
                stats.coalesced,
                stats.cacheHits,
                stats.cacheMisses,
                stats.staleAnswers,
                stats.refreshes);
        for (int i = 0; i < counters.size(); i++) {
            counters.get(i).add(i + 1);
        }
        stats.hitsOfOneThread().increment();
        for (AnswerClass answer : AnswerClass.values()) {
            for (int i = 0; i <= answer.ordinal(); i++) {
                stats.answered(answer, 1_000_000);
            }
        }
        stats.waited(2_000_000);
        List<Long> before = figures(stats);
        double[] latencies = stats.latenciesMs();

        GeoStats standing = stats.standing();
        counters.forEach(LongAdder::increment);
        stats.hitsOfOneThread().increment();
        stats.answered(AnswerClass.SUCCESS, 1_000_000);
        stats.waited(2_000_000);

        assertThat(before).doesNotContain(0L);
        assertThat(figures(standing)).isEqualTo(before);
        assertThat(standing.latenciesMs()).isEqualTo(latencies);
        assertThat(standing.waitsMs()).containsExactly(2);
    }

    private static List<Long> figures(GeoStats stats) {
        List<ToLongFunction<GeoStats>> figures = new ArrayList<>(List.of(
                GeoStats::requests,
                GeoStats::errors,
                GeoStats::retries,
                GeoStats::coalesced,
                GeoStats::cacheHits,
                GeoStats::cacheMisses,
                GeoStats::staleAnswers,
                GeoStats::refreshes,
                GeoStats::latencies,
                GeoStats::waits));
        for (AnswerClass answer : AnswerClass.values()) {
            figures.add(each -> each.answers(answer));
        }
        return figures.stream().map(figure -> figure.applyAsLong(stats)).toList();
    }
}
