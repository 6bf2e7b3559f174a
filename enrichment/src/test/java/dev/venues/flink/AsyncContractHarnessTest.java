package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

/** The contract of an async function, under Flink's own operator too, and a metric after the end. */
@SuppressWarnings("try") // Flink may throw InterruptedException on close
class AsyncContractHarnessTest {

    private static final RawRecord RECORD = new RawRecord(
            "{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}".getBytes(UTF_8),
            Origin.kinesis("events", "shardId-000000000000", "49", "k"));

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);
    private StubGeoApi api;

    @BeforeEach
    void open() throws Exception {
        api = new StubGeoApi();
        decoder.open(DefaultOpenContext.INSTANCE);
    }

    @AfterEach
    void close() {
        api.close();
    }

    /** A task's metrics outlive its operators by as long as the others take to close; one that throws fails a whole scrape. */
    @Test
    void shouldStillTellTheCallsOfTheMonthAfterTheEnd() throws Exception {
        var harness = LookupHarness.of(
                new LocateVenueFunction(EventPointers.DEFAULT, api.settings()), ResultOrder.UNORDERED, 10);
        harness.open();
        Gauge<?> calls =
                (Gauge<?>) MetricCapture.find(harness.getOperator().getMetricGroup(), VenuesMetric.CALLS_THIS_MONTH);
        harness.processElement(decoder.map(RECORD), 0);
        harness.endInput();
        assertThat(calls.getValue()).isEqualTo(1L);

        harness.close();

        assertThatCode(calls::getValue).doesNotThrowAnyException();
        assertThat(calls.getValue()).isEqualTo(1L);
    }

    /** "Every record gets exactly one result. The job fails only where the API refuses us." */
    @Test
    void shouldGiveARecordThatFlinkTimesOutItsResult() throws Exception {
        api.hold();
        try (var harness = plain(1_000)) {
            harness.open();
            harness.setProcessingTime(0);
            harness.processElement(decoder.map(RECORD), 0);

            harness.setProcessingTime(5_000);
            harness.endInput();

            assertThat(harness.getEnvironment().getActualExternalFailureCause()).isEmpty();
            assertThat(harness.getOutput()).first().satisfies(out -> {
                EventResult result = (EventResult) ((StreamRecord<?>) out).getValue();
                assertThat(result.side().reason()).isEqualTo(Reason.TIMED_OUT);
            });
        }
    }

    /** At each restart what is under way would look like so many lost events. */
    @Test
    void shouldCountNoDeadLetterForWhatIsUnderWayWhenFlinksOwnOperatorCloses() throws Exception {
        api.hold();
        var harness = plain(60_000);
        harness.open();
        Counter deadLetters =
                (Counter) MetricCapture.find(harness.getOperator().getMetricGroup(), VenuesMetric.DEAD_LETTERS);
        harness.processElement(decoder.map(RECORD), 0);
        await().until(() -> api.requests() == 1);

        harness.getOperator().close();

        assertThat(deadLetters.getCount()).isZero();
    }

    /** Flink keeps what is under way by its own serializer. */
    @Test
    void shouldGoOnFromACheckpointOfFlinksOwnOperator() throws Exception {
        api.hold();
        OperatorSubtaskState state;
        try (var harness = plain(60_000)) {
            harness.open();
            harness.processElement(decoder.map(RECORD), 0);
            state = harness.snapshot(1, 1);
        }
        api.release();
        try (var harness = plain(60_000)) {
            harness.initializeState(state);
            harness.open();
            harness.endInput();

            assertThat(harness.extractOutputValues())
                    .extracting(EventResult::outcome)
                    .containsExactly(Outcome.FOUND);
        }
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> plain(long timeoutMillis) throws Exception {
        return harness(new AsyncWaitOperatorFactory<>(
                new LocateVenueFunction(EventPointers.DEFAULT, api.settings()),
                timeoutMillis,
                10,
                OutputMode.UNORDERED));
    }

    private static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness(
            AsyncWaitOperatorFactory<DecodedRecord, EventResult> operator) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<DecodedRecord, EventResult>(
                operator,
                TypeInformation.of(DecodedRecord.class).createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.getEnvironment().setExpectedExternalFailureCause(Throwable.class);
        harness.setup(
                TypeInformation.of(EventResult.class).createSerializer(new ExecutionConfig().getSerializerConfig()));
        return harness;
    }
}
