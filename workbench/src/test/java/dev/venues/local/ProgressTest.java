package dev.venues.local;

import dev.venues.flink.VenuesMetric;
import org.apache.flink.metrics.Counter;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private static final LongSupplier UNKNOWN = () -> -1;

    private long now = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    private final FakeMetrics fake = new FakeMetrics();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldPrintNothingBeforeItIsTime() {
        Progress progress = progress(false, UNKNOWN);

        progress.tick();
        progress.tick();

        assertThat(printed()).isEmpty();
    }

    @Test
    void shouldPrintEveryQuarterOfASecondOnATerminalOnly() {
        long oneSecondLater = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        progress(true, UNKNOWN).tick(oneSecondLater);
        progress(false, UNKNOWN).tick(oneSecondLater);

        assertThat(printed()).startsWith("\r").doesNotContain("\n");
    }

    @Test
    void shouldPrintAPlainLineWhenTheOutputIsPiped() {
        fake.counter(VenuesMetric.EVENTS_IN, 12_345);
        fake.counter(VenuesMetric.FOUND, 6_789);
        fake.counter(VenuesMetric.CACHE_HITS, 1_234);
        fake.gauge(VenuesMetric.LOOKUPS_IN_FLIGHT, 17);
        fake.counter(VenuesMetric.DEAD_LETTERS, 2);

        assertThat(next(progress(false, UNKNOWN)))
                .matches("12,345 events  [0-9,]+/s  6,789 found  1,234 cache hits  17 in flight  2 dead letters\n");
    }

    @Test
    void shouldSayWhyNothingMovesWhenTheApiIsDown() {
        fake.gauge(VenuesMetric.CIRCUIT_OPEN, 1);
        fake.gauge(VenuesMetric.CIRCUIT_STATE_SECONDS, 75L);

        assertThat(next(progress(false, UNKNOWN)))
                .endsWith("  the geo API is down for 75 s, lookups wait (why: out/venues.log)\n");
    }

    @Test
    void shouldSayWhyNothingMovesWhenTheAccountIsRefused() {
        fake.gauge(VenuesMetric.CIRCUIT_OPEN, 1);
        fake.gauge(VenuesMetric.ACCOUNT_REFUSED, 1);
        fake.gauge(VenuesMetric.CIRCUIT_STATE_SECONDS, 75L);

        assertThat(next(progress(false, UNKNOWN)))
                .endsWith("  the geo API refuses us for 75 s, lookups wait (why: out/venues.log)\n");
    }

    @Test
    void shouldSayWhyNothingMovesWhenTheApiAsksForAPause() {
        fake.gauge(VenuesMetric.GEO_PAUSED, 1);

        assertThat(next(progress(false, UNKNOWN))).endsWith("  the geo API asks for a pause, lookups wait\n");
    }

    /** No call is made, which looks like a pause from outside. */
    @Test
    void shouldSayWhyNothingMovesWhenTheBudgetIsUsedUp() {
        fake.gauge(VenuesMetric.GEO_PAUSED, 1);
        fake.gauge(VenuesMetric.BUDGET_USED_UP, 1);

        assertThat(next(progress(false, UNKNOWN))).endsWith("  the month's calls are used up, lookups wait\n");
    }

    @Test
    void shouldRenewTheLineOnATerminal() {
        assertThat(next(progress(true, UNKNOWN))).startsWith("\r0 events  0/s").doesNotContain("\n");
    }

    @Test
    void shouldCoverALongerLineOnATerminal() {
        Counter inFlight = fake.counter(VenuesMetric.LOOKUPS_IN_FLIGHT, 123_456_789);
        Progress progress = progress(true, UNKNOWN);
        String longer = next(progress);
        inFlight.dec(123_456_789);

        String shorter = next(progress);

        assertThat(shorter).hasSameSizeAs(longer).endsWith(" ".repeat(8));
    }

    @Test
    void shouldTakeTheLineOffATerminal() {
        Progress progress = progress(true, UNKNOWN);
        String line = next(progress);

        progress.clear();

        assertThat(printed()).isEqualTo("\r" + " ".repeat(line.length() - 1) + "\r");
    }

    @Test
    void shouldTakeNothingOffWhereNothingWasPrinted() {
        progress(true, UNKNOWN).clear();

        assertThat(printed()).isEmpty();
    }

    @Test
    void shouldTakeNothingOffAPipe() {
        Progress progress = progress(false, UNKNOWN);
        next(progress);

        progress.clear();

        assertThat(printed()).isEmpty();
    }

    @Test
    void shouldSayHowFastEventsComeIn() {
        Progress progress = progress(false, UNKNOWN);
        next(progress);
        fake.counter(VenuesMetric.EVENTS_IN, 6_000);

        assertThat(next(progress)).startsWith("6,000 events  1,200/s  ");
    }

    @Test
    void shouldSayHowMuchOfTheFilesIsLeft() {
        assertThat(next(progress(true, () -> 12_345_678))).endsWith("  0 dead letters  12.3 MB left");
    }

    @Test
    void shouldSayHowFarItIsBehindTheStream() {
        fake.millisBehindLatest(1_234_567L);

        assertThat(next(progress(true, UNKNOWN))).endsWith("  0 dead letters  1,234 s behind");
    }

    @Test
    void shouldNotSayThatItIsBehindByWhatKinesisToldLongAgo() {
        fake.millisBehindLatest(0L);
        fake.gauge(VenuesMetric.LAG_AGE_SECONDS, 3L);
        fake.gauge(VenuesMetric.LAG_AGE_SECONDS, 61L);

        assertThat(next(progress(true, UNKNOWN))).endsWith("  0 dead letters  lag not known for 61 s");
    }

    @Test
    void shouldSayHowFarItIsBehindAsLongAsThatCounts() {
        fake.millisBehindLatest(0L);
        fake.gauge(VenuesMetric.LAG_AGE_SECONDS, 60L);

        assertThat(next(progress(true, UNKNOWN))).endsWith("  0 dead letters  0 s behind");
    }

    private Progress progress(boolean terminal, LongSupplier bytesLeft) {
        return new Progress(fake.reported(), out, terminal, bytesLeft);
    }

    /** What is printed after five seconds. */
    private String next(Progress progress) {
        now += Duration.ofSeconds(5).toNanos();
        progress.tick(now);
        return printed();
    }

    /** What was printed since the last look. */
    private String printed() {
        String text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        bytes.reset();
        return text;
    }
}
