package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.geo.GeoSettings;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.flink.KeyPartitioner;
import dev.venues.lookup.flink.LookupOperator;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the operator does with records, against an API on loopback: places, order, state. */
class LookupOperatorHarnessTest {

    private static final Pattern ID = Pattern.compile("\"i\":(\\d+)");

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);
    private final List<OneInputStreamOperatorTestHarness<DecodedRecord, EventResult>> opened = new ArrayList<>();
    private StubGeoApi api;
    private int calls;

    @BeforeEach
    void openApi() throws Exception {
        api = new StubGeoApi();
        decoder.open(DefaultOpenContext.INSTANCE);
    }

    @AfterEach
    void closeAll() throws Exception {
        api.release();
        for (var harness : opened) {
            harness.close();
        }
        api.close();
    }

    /** Places are for lookups: what is known, or needs no lookup, must not wait behind them. */
    @Test
    void shouldAnswerAtOnceWhatNeedsNoCallWhileLookupsWait() throws Exception {
        var operator = open(ResultOrder.UNORDERED, 3);
        send(operator, "k", "Tresor", 0);
        operator.endInput();
        int answered = operator.extractOutputValues().size();
        api.hold();

        send(operator, "k", "Berghain", 1);
        send(operator, "k", "Watergate", 2);
        for (int i = 10; i < 100; i++) {
            send(operator, "k", i % 2 == 0 ? "Tresor" : "", i);
        }

        assertThat(operator.extractOutputValues()).hasSize(answered + 90);
        api.release();
        operator.endInput();
        assertThat(operator.extractOutputValues()).hasSize(answered + 92);
    }

    /** After a stop with a savepoint the lookups under way are in the savepoint, and are made again from there. */
    @Test
    void shouldLetNothingLeaveWhenItIsClosed() throws Exception {
        var operator = open(ResultOrder.UNORDERED, 10);
        api.hold();
        for (int i = 0; i < 3; i++) {
            send(operator, "k", "Venue " + i, i);
        }
        operator.snapshot(1, 1);

        operator.close();

        assertThat(operator.extractOutputValues()).isEmpty();
    }

    /** What came, what left and the queue belong together between two events, on the task's thread. */
    @Test
    void shouldTellEventsThatAreInNoAccount() throws Exception {
        WholeResults function = new WholeResults(new LocateVenueFunction(EventPointers.DEFAULT, api.settings()));
        var operator = LookupHarness.of(LookupHarness.operator(function, ResultOrder.UNORDERED, 10), 1, 0);
        opened.add(operator);
        operator.open();
        api.hold();
        send(operator, "k", "Tresor", 0);
        assertThat(unaccounted(operator)).as("one in flight").isZero();

        api.release();
        operator.endInput();
        assertThat(unaccounted(operator)).as("one left and came through").isZero();
        function.countEachThatLeaves(0);
        send(operator, "k", "Tresor", 1);
        assertThat(unaccounted(operator)).as("one left, and came nowhere").isEqualTo(1);
        function.countEachThatLeaves(3);
        send(operator, "k", "Tresor", 2);
        assertThat(unaccounted(operator))
                .as("one left and came through three times")
                .isEqualTo(-1);
    }

    private static long unaccounted(OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator)
            throws Exception {
        Gauge<?> gauge =
                (Gauge<?>) MetricCapture.find(operator.getOperator().getMetricGroup(), VenuesMetric.UNACCOUNTED);
        gauge.getValue();
        for (Mail mail : operator.getTaskMailbox().drain()) {
            mail.run();
        }
        return (Long) gauge.getValue();
    }

    /** With all places taken the input waits until one is free. */
    @Test
    void shouldHoldTheInputWhenAllPlacesAreTaken() throws Exception {
        var operator = open(ResultOrder.UNORDERED, 5);

        for (int i = 0; i < 50; i++) {
            send(operator, "k", "Venue " + i, i);
            assertThat(i + 1 - operator.extractOutputValues().size()).isBetween(0, 5);
        }
        operator.endInput();

        assertThat(operator.extractOutputValues()).hasSize(50);
    }

    /** What is known waits where an order wants it to; what waits is held, and takes a place as a lookup does. */
    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldHoldTheInputWhenWhatIsKnownTakesAllPlaces(ResultOrder order) throws Exception {
        var operator = open(order, 5);

        for (int i = 0; i < 200; i++) {
            send(operator, "k", i % 50 == 0 ? "Venue " + i : "", i);
            assertThat(i + 1 - operator.extractOutputValues().size()).isBetween(0, 5);
        }
        operator.endInput();

        assertOrder(operator, 1, 200);
    }

    /** A lookup may end before the call for it returns, on the task's thread: a sink's failure is not its answer. */
    @ParameterizedTest
    @EnumSource
    @SuppressWarnings({"unchecked", "rawtypes"}) // a serializer of something else, so that the output fails
    void shouldFailWhenTheOutputDoesForALookupThatIsRefusedAtOnce(ResultOrder order) throws Exception {
        var operator = new OneInputStreamOperatorTestHarness<>(operator(order, 10), 1, 1, 0);
        opened.add(operator);
        operator.setup((TypeSerializer) StringSerializer.INSTANCE);
        operator.open();

        assertThatThrownBy(() -> {
                    send(operator, "k", "x".repeat(2_000), 0);
                    operator.endInput();
                })
                .hasStackTraceContaining("ClassCastException");
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldKeepTheOrderWhenAnswersOvertake(ResultOrder order) throws Exception {
        var operator = open(order, 1_000);

        for (int i = 0; i < 500; i++) {
            // Cached and absent venues between new ones, so that answers come in another order than events.
            send(operator, "key " + i % 7, i % 3 == 0 ? "" : "Venue " + i % 40, i);
        }
        operator.endInput();

        assertOrder(operator, order == ResultOrder.KEYED ? 7 : 1, 500);
    }

    /** What was read before the checkpoint must leave before what comes after it, in the order of arrival. */
    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldKeepTheOrderOverARestore(ResultOrder order) throws Exception {
        var before = open(order, 1_000);
        api.hold();
        for (int i = 0; i < 300; i++) {
            send(before, "key " + i % 5, "Venue " + i, i);
        }
        OperatorSubtaskState state = before.snapshot(1, 1);
        api.release();

        var after = restored(order, state, 1, 0);
        for (int i = 300; i < 600; i++) {
            send(after, "key " + i % 5, i % 2 == 0 ? "" : "Venue " + i, i);
        }
        after.endInput();

        assertOrder(after, order == ResultOrder.KEYED ? 5 : 1, 600);
    }

    /** After a rescale a key's records go to another subtask; those in the state must have gone there too. */
    @Test
    void shouldKeepTheOrderOfEachKeyOverARescale() throws Exception {
        int keys = 11;
        api.hold();
        List<OneInputStreamOperatorTestHarness<DecodedRecord, EventResult>> before = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            before.add(open(ResultOrder.KEYED, 1_000, 2, subtask));
        }
        for (int i = 0; i < 300; i++) {
            send(before.get(KeyPartitioner.subtask("key " + i % keys, 2)), "key " + i % keys, "Venue " + i, i);
        }
        OperatorSubtaskState state = AbstractStreamOperatorTestHarness.repackageState(
                before.get(0).snapshot(1, 1), before.get(1).snapshot(1, 1));
        api.release();

        List<Integer> all = new ArrayList<>();
        for (int subtask = 0; subtask < 4; subtask++) {
            var after = restored(ResultOrder.KEYED, state, 4, subtask);
            for (int i = 300; i < 600; i++) {
                if (KeyPartitioner.subtask("key " + i % keys, 4) == subtask) {
                    send(after, "key " + i % keys, "", i);
                }
            }
            after.endInput();
            List<Integer> ids = ids(after);
            for (int key = 0; key < keys; key++) {
                int remainder = key;
                assertThat(ids.stream().filter(id -> id % keys == remainder)).isSorted();
            }
            all.addAll(ids);
        }
        assertThat(all).hasSize(600).doesNotHaveDuplicates();
    }

    /** Whoever changes the order over a savepoint must not lose what was under way. */
    @ParameterizedTest
    @EnumSource
    void shouldLoseNothingWhenTheOrderChangesOverARestore(ResultOrder order) throws Exception {
        for (ResultOrder next : ResultOrder.values()) {
            var before = open(order, 1_000);
            api.hold();
            for (int i = 0; i < 20; i++) {
                send(before, "key " + i % 5, next + " venue " + i, i);
            }
            OperatorSubtaskState state = before.snapshot(1, 1);
            api.release();

            var after = restored(next, state, 1, 0);
            after.endInput();

            assertThat(ids(after)).hasSize(20).doesNotHaveDuplicates();
        }
    }

    /** With union state Flink completes no checkpoint once a subtask that had nothing to read has ended. */
    @ParameterizedTest
    @EnumSource
    void shouldHaveUnionStateOnlyWithAnOrderByKey(ResultOrder order) throws Exception {
        var operator = open(order, 10);
        api.hold();
        send(operator, "k", "Berghain", 0);

        OperatorSubtaskState state = operator.snapshot(1, 1);

        Stream<OperatorStateHandle.Mode> modes = state.getManagedOperatorState().stream()
                .flatMap(handle -> handle.getStateNameToPartitionOffsets().values().stream())
                .map(OperatorStateHandle.StateMetaInfo::getDistributionMode);
        assertThat(modes.anyMatch(mode -> mode == OperatorStateHandle.Mode.UNION))
                .isEqualTo(order == ResultOrder.KEYED);
    }

    /** As in an outage: lookups wait, nothing becomes a dead letter, and what is known goes on. */
    @Test
    void shouldHoldLookupsWhenTheCallsOfTheMonthAreUsedUp() throws Exception {
        var operator = withBudget(3, 1, 0);
        operator.open();
        for (int i = 0; i < 3; i++) {
            send(operator, "k", "Venue " + i, i);
        }
        operator.endInput();

        for (int i = 0; i < 5; i++) {
            send(operator, "k", "Venue " + i, 10 + i);
        }

        assertThat(ids(operator)).containsExactlyInAnyOrder(0, 1, 2, 10, 11, 12);
        assertThat(api.requests()).isEqualTo(3);
        assertThat(gauge(operator, VenuesMetric.BUDGET_USED_UP)).isEqualTo(1);
        assertThat(gauge(operator, VenuesMetric.CALLS_THIS_MONTH)).isEqualTo(3L);
        assertThat(gauge(operator, VenuesMetric.MONTHLY_BUDGET)).isEqualTo(3L);
        assertThat(gauge(operator, VenuesMetric.EVENTS_IN_FLIGHT)).isEqualTo(2);
        assertThat(gauge(operator, VenuesMetric.CALLS_IN_LINE)).isEqualTo(2);
    }

    /** A budget that began anew with every restart would be none. */
    @Test
    void shouldGoOnCountingTheCallsOfTheMonthOverARestore() throws Exception {
        var before = open(ResultOrder.UNORDERED, 10);
        call(before, 7);
        OperatorSubtaskState state = before.snapshot(1, 1);
        before.close();

        var after = restored(ResultOrder.UNORDERED, state, 1, 0);
        call(after, 1);

        assertThat(gauge(after, VenuesMetric.CALLS_THIS_MONTH)).isEqualTo(8L);
    }

    /** In the harness each subtask has a client of its own, as on a TaskManager of its own. */
    @Test
    void shouldMakeNoMoreCallsThanTheBudgetWhenTheJobGoesOnWithMoreOrFewerSubtasks() throws Exception {
        var one = withBudget(20, 1, 0);
        one.open();
        call(one, 13);
        OperatorSubtaskState ofOne = one.snapshot(1, 1);
        one.close();

        List<OneInputStreamOperatorTestHarness<DecodedRecord, EventResult>> two = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            var each = withBudget(20, 2, subtask);
            each.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(ofOne, 128, 1, 2, subtask));
            each.open();
            two.add(each);
        }
        assertThat(List.of(callsThisMonth(two.get(0)), callsThisMonth(two.get(1))))
                .containsExactlyInAnyOrder(6L, 7L);
        call(two.get(0), 2);
        assertThat(api.requests()).isEqualTo(15);
        OperatorSubtaskState ofTwo = AbstractStreamOperatorTestHarness.repackageState(
                two.get(0).snapshot(2, 2), two.get(1).snapshot(2, 2));
        for (var each : two) {
            each.close();
        }

        var last = withBudget(20, 1, 0);
        last.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(ofTwo, 128, 2, 1, 0));
        last.open();
        assertThat(callsThisMonth(last)).isEqualTo(15);
        call(last, 5);
        assertThat(gauge(last, VenuesMetric.BUDGET_USED_UP)).isEqualTo(1);
        assertThat(api.requests()).isEqualTo(20);
    }

    /** The calls of a subtask that has ended are in no checkpoint of it any more. */
    @Test
    void shouldKeepTheCallsOfASubtaskThatHasEndedInTheCheckpointOfAnother() throws Exception {
        JobID job = new JobID();
        var ends = LookupHarness.of(operator(ResultOrder.UNORDERED, 10), job, 2, 0);
        var goesOn = LookupHarness.of(operator(ResultOrder.UNORDERED, 10), job, 2, 1);
        opened.addAll(List.of(ends, goesOn));
        ends.open();
        call(ends, 6);
        goesOn.open();

        ends.close();
        OperatorSubtaskState state = goesOn.snapshot(1, 1);
        goesOn.close();

        var after = restored(ResultOrder.UNORDERED, state, 1, 0);
        assertThat(callsThisMonth(after)).isEqualTo(6);
    }

    private static long callsThisMonth(OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator)
            throws ReflectiveOperationException {
        return (Long) gauge(operator, VenuesMetric.CALLS_THIS_MONTH);
    }

    /** Events for which the API has to be asked; awaits the answers. */
    private void call(OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator, int times)
            throws Exception {
        for (int i = 0; i < times; i++) {
            send(operator, "k", "Venue " + calls, calls++);
        }
        operator.endInput();
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> withBudget(
            int calls, int parallelism, int subtask) throws Exception {
        GeoSettings settings = api.settings();
        GeoSettings limited = settings.withOptions(settings.options().toBuilder()
                .budget(new LookupOptions.Budget(calls, true, 0))
                .build());
        var harness = LookupHarness.of(
                LookupHarness.operator(
                        new LocateVenueFunction(EventPointers.DEFAULT, limited), ResultOrder.UNORDERED, 10),
                parallelism,
                subtask);
        opened.add(harness);
        return harness;
    }

    private static Object gauge(
            OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator, VenuesMetric metric)
            throws ReflectiveOperationException {
        return ((Gauge<?>) MetricCapture.find(operator.getOperator().getMetricGroup(), metric)).getValue();
    }

    private void assertOrder(
            OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator, int keys, int events) {
        List<Integer> ids = ids(operator);
        assertThat(ids).hasSize(events).doesNotHaveDuplicates();
        for (int key = 0; key < keys; key++) {
            int remainder = key;
            assertThat(ids.stream().filter(id -> id % keys == remainder)).isSorted();
        }
    }

    private static List<Integer> ids(OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator) {
        return operator.extractOutputValues().stream()
                .map(result -> {
                    Matcher id = ID.matcher(new String(result.main().payload(), UTF_8));
                    assertThat(id.find()).isTrue();
                    return Integer.valueOf(id.group(1));
                })
                .toList();
    }

    private void send(
            OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> operator, String key, String venue, int id)
            throws Exception {
        String event = "{\"i\":" + id + ",\"venue\":{\"name\":\"" + venue + "\",\"city\":\"Berlin\"}}";
        Origin origin = Origin.kinesis("events", "shardId-000000000000", "49", key);
        operator.processElement(decoder.map(new RawRecord(event.getBytes(UTF_8), origin)), 0);
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> open(ResultOrder order, int places)
            throws Exception {
        return open(order, places, 1, 0);
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> open(
            ResultOrder order, int places, int parallelism, int subtask) throws Exception {
        var harness = LookupHarness.of(operator(order, places), parallelism, subtask);
        opened.add(harness);
        harness.open();
        return harness;
    }

    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> restored(
            ResultOrder order, OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
        var harness = LookupHarness.of(operator(order, 1_000), parallelism, subtask);
        opened.add(harness);
        harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, 128, state.getManagedOperatorState().size() > 1 ? 2 : 1, parallelism, subtask));
        harness.open();
        return harness;
    }

    private LookupOperator.Factory<DecodedRecord, RawRecord, WholeResults.Whole, EventResult, Void> operator(
            ResultOrder order, int places) {
        return LookupHarness.operator(new LocateVenueFunction(EventPointers.DEFAULT, api.settings()), order, places);
    }
}
