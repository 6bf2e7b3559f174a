package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Against an API in virtual time: so many workers, each call taking one of them for about so long. */
class AdaptiveConcurrencyTest {

    private static final int MOST = 100;

    private record Call(long start, long end) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return Long.compare(end, other.end);
        }
    }

    private final AdaptiveConcurrency concurrency = new AdaptiveConcurrency(true);
    private final Random random = new Random(1);
    private final PriorityQueue<Call> underWay = new PriorityQueue<>();
    private long now;
    private long answered;

    /** A start is paid for with every restart of the job, so it must not last many times the API's latency. */
    @ParameterizedTest
    @ValueSource(longs = {5, 20, 200})
    void shouldReachTheMostSoonWhenTheApiBearsIt(long latencyMs) {
        PriorityQueue<Long> workers = workers(10 * MOST);

        run(Duration.ofMillis(15 * latencyMs), Duration.ofMillis(latencyMs), workers);

        assertThat(concurrency.limit(MOST)).isEqualTo(MOST);
    }

    @Test
    void shouldStayNearWhatTheApiBearsAndLoseNoSpeed() {
        PriorityQueue<Long> workers = workers(20);
        run(Duration.ofSeconds(2), Duration.ofMillis(20), workers);
        long before = answered;

        run(Duration.ofSeconds(30), Duration.ofMillis(20), workers);

        assertThat(concurrency.limit(MOST)).isBetween(20, 50);
        assertThat((answered - before) / 30.0)
                .as("answers per second, of 1,000")
                .isGreaterThan(950);
    }

    /** Where latency rises for another reason than our calls, fewer calls would only be slower. */
    @Test
    void shouldComeBackWhenTheApiIsSlowerForGood() {
        PriorityQueue<Long> workers = workers(10 * MOST);
        run(Duration.ofSeconds(30), Duration.ofMillis(20), workers);

        run(Duration.ofSeconds(30), Duration.ofMillis(200), workers);

        assertThat(concurrency.limit(MOST)).isEqualTo(MOST);
    }

    @Test
    void shouldShrinkWhenTheApiThrottles() {
        run(Duration.ofSeconds(3), Duration.ofMillis(20), workers(10 * MOST));

        for (int i = 0; i < 1_000; i++) {
            now += Duration.ofMillis(10).toNanos();
            concurrency.ended(now, 5_000_000, MOST, FakeLookup.failure(FailureKind.THROTTLED));
        }

        assertThat(concurrency.limit(MOST)).isLessThan(10).isPositive();
    }

    /** Few requests at once, or a slow API, bring few answers in a window. */
    @ParameterizedTest
    @ValueSource(longs = {20, 50, 1_000})
    void shouldComeBackWhenTheApiThrottlesNoMore(long latencyMs) {
        for (int i = 0; i < 1_000; i++) {
            now += Duration.ofMillis(10).toNanos();
            concurrency.ended(now, 5_000_000, MOST, FakeLookup.failure(FailureKind.THROTTLED));
        }

        run(Duration.ofMinutes(10), Duration.ofMillis(latencyMs), workers(10 * MOST));

        assertThat(concurrency.limit(MOST)).isEqualTo(MOST);
    }

    @Test
    void shouldLearnNothingFromWhatBroke() {
        run(Duration.ofSeconds(3), Duration.ofMillis(20), workers(10 * MOST));

        for (int i = 0; i < 1_000; i++) {
            now += Duration.ofMillis(10).toNanos();
            concurrency.ended(now, 5_000_000_000L, MOST, FakeLookup.failure(FailureKind.TRANSIENT));
        }

        assertThat(concurrency.limit(MOST)).isEqualTo(MOST);
    }

    @Test
    void shouldAllowTheMostWhenTurnedOff() {
        AdaptiveConcurrency off = new AdaptiveConcurrency(false);
        off.ended(0, 1, 1, null);

        assertThat(off.limit(MOST)).isEqualTo(MOST);
    }

    private static PriorityQueue<Long> workers(int number) {
        PriorityQueue<Long> free = new PriorityQueue<>();
        for (int i = 0; i < number; i++) {
            free.add(0L);
        }
        return free;
    }

    private void run(Duration length, Duration service, PriorityQueue<Long> workers) {
        long end = now + length.toNanos();
        while (now < end) {
            while (underWay.size() < concurrency.limit(MOST)) {
                double noise = Math.exp(0.3 * random.nextGaussian());
                long done = Math.max(now, workers.remove()) + (long) (service.toNanos() * noise);
                workers.add(done);
                underWay.add(new Call(now, done));
            }
            int inFlight = underWay.size();
            Call call = underWay.remove();
            now = call.end;
            answered++;
            concurrency.ended(call.start, call.end - call.start, inFlight, null);
        }
    }
}
