package dev.venues.flink;

import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class SplitByOutcomeHarnessTest {

    @Test
    @SuppressWarnings("try") // the harness may throw InterruptedException on close
    void shouldPartAndCountResults() throws Exception {
        try (OneInputStreamOperatorTestHarness<EventResult, EnrichedEvent> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(new SplitByOutcome())) {
            EnrichedEvent event = new EnrichedEvent(new byte[] {1}, "a");
            DeadLetter letter = new DeadLetter(Reason.FAILED, "no", 1, Instant.EPOCH, Origin.file("f"), new byte[] {2});
            send(harness, EventResult.of(Outcome.FOUND, event), 4);
            send(harness, EventResult.of(Outcome.NOT_FOUND, event), 3);
            send(harness, EventResult.of(Outcome.PRESENT, event), 2);
            send(harness, EventResult.of(Outcome.SKIPPED, event), 1);
            send(harness, EventResult.of(letter), 5);

            assertThat(harness.extractOutputValues()).hasSize(10).allMatch(out -> out.partitionKey()
                    .equals("a"));
            assertThat(harness.getSideOutput(SplitByOutcome.DEAD_LETTERS))
                    .hasSize(5)
                    .allMatch(record -> record.getValue().reason() == Reason.FAILED);
            assertThat(count(harness, VenuesMetric.FOUND)).isEqualTo(4);
            assertThat(count(harness, VenuesMetric.NOT_FOUND)).isEqualTo(3);
            assertThat(count(harness, VenuesMetric.PRESENT)).isEqualTo(2);
            assertThat(count(harness, VenuesMetric.SKIPPED)).isEqualTo(1);
            assertThat(count(harness, VenuesMetric.DEAD_LETTERS)).isEqualTo(5);
        }
    }

    private static void send(
            OneInputStreamOperatorTestHarness<EventResult, EnrichedEvent> harness, EventResult result, int times)
            throws Exception {
        for (int i = 0; i < times; i++) {
            harness.processElement(result, 0);
        }
    }

    private static long count(
            OneInputStreamOperatorTestHarness<EventResult, EnrichedEvent> harness, VenuesMetric metric)
            throws Exception {
        return ((Counter) MetricCapture.find(harness.getOperator().getMetricGroup(), metric)).getCount();
    }
}
