package dev.venues.flink;

import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LookupQueueTest {

    private final List<String> left = new ArrayList<>();

    @Test
    void shouldLetResultsGoAsTheyAreReadyWithoutAnOrder() {
        LookupQueue queue = queue(ResultOrder.UNORDERED);
        LookupQueue.Entry a1 = added(queue, "a");
        LookupQueue.Entry a2 = added(queue, "a");

        queue.done(a2, result("a2"));
        queue.done(a1, result("a1"));

        assertThat(left).containsExactly("a2", "a1");
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfEachKey() {
        LookupQueue queue = queue(ResultOrder.KEYED);
        LookupQueue.Entry a1 = added(queue, "a");
        LookupQueue.Entry a2 = added(queue, "a");
        LookupQueue.Entry b1 = added(queue, "b");
        LookupQueue.Entry a3 = added(queue, "a");

        queue.done(a2, result("a2"));
        queue.done(b1, result("b1"));
        assertThat(left).containsExactly("b1");

        queue.done(a1, result("a1"));
        assertThat(left).containsExactly("b1", "a1", "a2");

        queue.done(a3, result("a3"));
        assertThat(left).containsExactly("b1", "a1", "a2", "a3");
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfAll() {
        LookupQueue queue = queue(ResultOrder.ORDERED);
        LookupQueue.Entry a = added(queue, "a");
        LookupQueue.Entry b = added(queue, "b");

        queue.done(b, result("b"));
        assertThat(left).isEmpty();

        queue.done(a, result("a"));
        assertThat(left).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetWhatIsDoneGoAtOnceWhenNothingStandsBeforeIt(ResultOrder order) {
        LookupQueue queue = queue(order);

        queue.addDone(record("a"), result("now"));

        assertThat(left).containsExactly("now");
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldHoldWhatIsDoneWhileAnotherMustLeaveBeforeIt(ResultOrder order) {
        LookupQueue queue = queue(order);
        LookupQueue.Entry first = added(queue, "a");

        queue.addDone(record("a"), result("second"));
        assertThat(left).isEmpty();
        assertThat(queue.size()).isEqualTo(2);

        queue.done(first, result("first"));
        assertThat(left).containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowItsRecordsInTheOrderOfArrival(ResultOrder order) {
        LookupQueue queue = queue(order);
        List<RawRecord> records = new ArrayList<>();
        List<LookupQueue.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RawRecord record = record("key " + i % 3);
            records.add(record);
            LookupQueue.Entry entry = new LookupQueue.Entry(record);
            entries.add(entry);
            queue.add(entry);
        }
        for (int i = 0; i < 50; i++) {
            queue.done(entries.get(i), result("r"));
        }

        assertThat(queue.records()).containsExactlyElementsOf(records.subList(50, 100));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellHowLongTheOldestHasWaited(ResultOrder order) {
        LookupQueue queue = queue(order);
        assertThat(queue.longestWaitNanos(System.nanoTime())).isZero();
        LookupQueue.Entry first = added(queue, "a");
        LookupQueue.Entry second = added(queue, "b");
        LookupQueue.Entry third = added(queue, "a");

        assertThat(queue.longestWaitNanos(first.since() + 7)).isEqualTo(7);
        queue.done(third, result("third"));
        assertThat(queue.longestWaitNanos(first.since() + 7)).isEqualTo(7);
        queue.done(first, result("first"));
        assertThat(queue.longestWaitNanos(second.since() + 7)).isEqualTo(7);
        queue.done(second, result("second"));
        assertThat(queue.longestWaitNanos(System.nanoTime())).isZero();
    }

    private LookupQueue queue(ResultOrder order) {
        return new LookupQueue(
                order, result -> left.add(new String(result.enriched().payload())));
    }

    private static LookupQueue.Entry added(LookupQueue queue, String key) {
        LookupQueue.Entry entry = new LookupQueue.Entry(record(key));
        queue.add(entry);
        return entry;
    }

    private static RawRecord record(String key) {
        return new RawRecord(new byte[0], Origin.kinesis("s", "0", "1", key));
    }

    private static EventResult result(String text) {
        return EventResult.of(Outcome.FOUND, new EnrichedEvent(text.getBytes(), "key"));
    }
}
