package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The operator parts the results itself, and counts every outcome where each result leaves once. */
class TwoOutputsHarnessTest {

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);

    @Test
    @SuppressWarnings("try") // the harness may throw InterruptedException on close
    void shouldPartAndCountResults() throws Exception {
        decoder.open(DefaultOpenContext.INSTANCE);
        try (StubGeoApi api = new StubGeoApi();
                OneInputStreamOperatorTestHarness<DecodedRecord, EnrichedEvent> harness = LookupHarness.inAJob(
                        new LocateVenueFunction(EventPointers.DEFAULT, api.settings()), ResultOrder.UNORDERED, 100)) {
            harness.open();
            send(harness, "{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}", 4);
            send(harness, "{\"venue\":{\"name\":\"Nowhere\",\"city\":\"Berlin\"}}", 3);
            send(harness, "{\"venue\":{\"name\":\"Berghain\",\"latitude\":1,\"longitude\":2}}", 2);
            send(harness, "{\"venue\":{\"name\":\" \"}}", 1);
            send(harness, "{\"venue\":", 5);
            harness.endInput();

            assertThat(harness.extractOutputValues()).hasSize(10).allMatch(out -> out.partitionKey()
                    .equals("a"));
            assertThat(harness.getSideOutput(LocateVenues.DEAD_LETTERS))
                    .hasSize(5)
                    .allMatch(record -> record.getValue().reason() == Reason.MALFORMED);
            assertThat(count(harness, VenuesMetric.FOUND)).isEqualTo(4);
            assertThat(count(harness, VenuesMetric.NOT_FOUND)).isEqualTo(3);
            assertThat(count(harness, VenuesMetric.PRESENT)).isEqualTo(2);
            assertThat(count(harness, VenuesMetric.SKIPPED)).isEqualTo(1);
            assertThat(count(harness, VenuesMetric.DEAD_LETTERS)).isEqualTo(5);
        }
    }

    private void send(OneInputStreamOperatorTestHarness<DecodedRecord, EnrichedEvent> harness, String event, int times)
            throws Exception {
        Origin origin = Origin.kinesis("events", "shardId-000000000000", "49", "a");
        for (int i = 0; i < times; i++) {
            harness.processElement(decoder.map(new RawRecord(event.getBytes(UTF_8), origin)), 0);
        }
    }

    private static long count(
            OneInputStreamOperatorTestHarness<DecodedRecord, EnrichedEvent> harness, VenuesMetric metric)
            throws Exception {
        return ((Counter) MetricCapture.find(harness.getOperator().getMetricGroup(), metric)).getCount();
    }
}
