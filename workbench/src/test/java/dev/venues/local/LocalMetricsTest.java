package dev.venues.local;

import dev.venues.connector.LimitedSource;
import dev.venues.flink.VenuesMetric;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

import java.util.Properties;

import static dev.venues.flink.VenuesMetric.CALL_WAIT_MS;
import static dev.venues.flink.VenuesMetric.FOUND;
import static dev.venues.flink.VenuesMetric.GEO_LATENCY_MS;
import static dev.venues.flink.VenuesMetric.LOOKUPS_IN_FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

/** Sums over subtasks, whether they still run or not. */
class LocalMetricsTest {

    private final FakeMetrics fake = new FakeMetrics();
    private final LocalMetrics metrics = fake.reported();

    @Test
    void shouldBeZeroWhenNothingIsRegistered() {
        assertThat(metrics.sum(FOUND)).isZero();
    }

    @Test
    void shouldAddUpTheCountersOfAllSubtasks() {
        fake.counter(FOUND, 3);
        fake.counter(FOUND, 4).inc();
        fake.counter(VenuesMetric.NOT_FOUND, 100);

        assertThat(metrics.sum(FOUND)).isEqualTo(8);
    }

    @Test
    void shouldKnowWhetherTheLimitIsReachedWhileTheTaskRuns() {
        boolean[] reached = {false};
        Gauge<Boolean> gauge = () -> reached[0];
        assertThat(metrics.limitReached()).isFalse();

        metrics.notifyOfAddedMetric(gauge, LimitedSource.REACHED, FakeMetrics.group("limit"));
        assertThat(metrics.limitReached()).isFalse();
        reached[0] = true;
        assertThat(metrics.limitReached()).isTrue();

        metrics.notifyOfRemovedMetric(gauge, LimitedSource.REACHED, FakeMetrics.group("limit"));
        assertThat(metrics.limitReached()).isFalse();
    }

    @Test
    void shouldAddUpGauges() {
        fake.gauge(LOOKUPS_IN_FLIGHT, 3);
        fake.gauge(LOOKUPS_IN_FLIGHT, 4L);

        assertThat(metrics.sum(LOOKUPS_IN_FLIGHT)).isEqualTo(7);
    }

    @Test
    void shouldPassOverAGaugeWithoutANumber() {
        fake.gauge(LOOKUPS_IN_FLIGHT, "many");
        fake.gauge(LOOKUPS_IN_FLIGHT, null);

        assertThat(metrics.sum(LOOKUPS_IN_FLIGHT)).isZero();
    }

    @Test
    void shouldKeepWhatASubtaskCountedWhenItEnds() {
        Counter first = fake.counter(FOUND, 3);
        fake.remove(first, FOUND);
        fake.counter(FOUND, 4);

        assertThat(metrics.sum(FOUND)).isEqualTo(7);
    }

    @Test
    void shouldCountAnEndedSubtaskOnce() {
        Counter counter = fake.counter(FOUND, 3);
        fake.remove(counter, FOUND);
        fake.remove(counter, FOUND);

        assertThat(metrics.sum(FOUND)).isEqualTo(3);
    }

    @Test
    void shouldForgetAGaugeWhenItsSubtaskEnds() {
        Gauge<?> gauge = fake.gauge(LOOKUPS_IN_FLIGHT, 3);
        fake.remove(gauge, LOOKUPS_IN_FLIGHT);

        assertThat(metrics.sum(LOOKUPS_IN_FLIGHT)).isZero();
    }

    @Test
    void shouldNotCountWhatBelongsToOthers() {
        Metric foreign = three();
        metrics.notifyOfAddedMetric(foreign, FOUND.id(), FakeMetrics.group("localhost", "other"));
        metrics.notifyOfAddedMetric(three(), "numRecordsIn", FakeMetrics.ours());
        metrics.notifyOfRemovedMetric(foreign, FOUND.id(), FakeMetrics.group("localhost", "other"));

        assertThat(VenuesMetric.values()).allMatch(metric -> metrics.sum(metric) == 0);
    }

    // Latency

    @Test
    void shouldKnowNoLatencyWhenNothingWasMeasured() {
        fake.latencies();

        assertThat(metrics.latencyMs(0.5)).isNaN();
    }

    @Test
    void shouldTellTheLatencyOfTheSubtaskThatReportsIt() {
        fake.latencies();
        fake.latencies(10, 20, 30);

        assertThat(metrics.latencyMs(0.5)).isEqualTo(20);
    }

    @Test
    void shouldKeepTheLastLatencyWhenItsSubtaskEnds() {
        Histogram silent = fake.latencies();
        Histogram measured = fake.latencies(10, 20, 30);
        fake.remove(measured, GEO_LATENCY_MS);
        fake.remove(silent, GEO_LATENCY_MS);

        assertThat(metrics.latencyMs(0.5)).isEqualTo(20);
    }

    /** Both are histograms of one subtask: while the rate limit holds calls back, the wait is the longer by far. */
    @Test
    void shouldNotTakeTheWaitBeforeACallForItsLatency() {
        fake.latencies();
        Histogram waits = fake.histogram(CALL_WAIT_MS, 5_000, 6_000, 7_000);

        assertThat(metrics.latencyMs(0.5)).isNaN();
        fake.latencies(10, 20, 30);
        assertThat(metrics.latencyMs(0.5)).isEqualTo(20);
        fake.remove(waits, CALL_WAIT_MS);
        assertThat(metrics.latencyMs(0.5)).isEqualTo(20);
    }

    @Test
    void shouldNotKeepTheWaitBeforeACallAsTheLastLatency() {
        Histogram measured = fake.latencies(10, 20, 30);
        Histogram waits = fake.histogram(CALL_WAIT_MS, 5_000, 6_000, 7_000);
        fake.remove(measured, GEO_LATENCY_MS);
        fake.remove(waits, CALL_WAIT_MS);

        assertThat(metrics.latencyMs(0.5)).isEqualTo(20);
    }

    // Lag

    @Test
    void shouldKnowNoLagWhenNoStreamIsRead() {
        assertThat(metrics.millisBehindLatest()).isEqualTo(-1);
    }

    @Test
    void shouldTellTheLagOfTheSlowestShard() {
        fake.millisBehindLatest(200L);
        fake.millisBehindLatest(90_000L);
        fake.millisBehindLatest(-1L);

        assertThat(metrics.millisBehindLatest()).isEqualTo(90_000);
    }

    @Test
    void shouldForgetTheLagOfAShardThatHasEnded() {
        fake.millisBehindLatest(200L);
        Gauge<?> slow = fake.millisBehindLatest(90_000L);
        metrics.notifyOfRemovedMetric(slow, "millisBehindLatest", FakeMetrics.group());

        assertThat(metrics.millisBehindLatest()).isEqualTo(200);
    }

    // Runs

    @Test
    void shouldStartEachRunFromZero() {
        LocalMetrics first = LocalMetrics.reset();
        first.notifyOfAddedMetric(three(), FOUND.id(), FakeMetrics.ours());

        LocalMetrics second = LocalMetrics.reset();

        assertThat(second.sum(FOUND)).isZero();
    }

    @Test
    void shouldGiveFlinkTheReporterOfTheRun() {
        LocalMetrics run = LocalMetrics.reset();

        assertThat(new LocalMetricsFactory().createMetricReporter(new Properties()))
                .isSameAs(run);
    }

    private static Counter three() {
        Counter counter = new SimpleCounter();
        counter.inc(3);
        return counter;
    }
}
