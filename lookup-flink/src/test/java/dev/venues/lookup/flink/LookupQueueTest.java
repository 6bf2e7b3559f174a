package dev.venues.lookup.flink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LookupQueueTest {

    /** A record; no two are equal. */
    private static final class Keyed {

        private final String key;

        Keyed(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private long now = Long.MAX_VALUE - 1;
    private final List<String> left = new ArrayList<>();

    @Test
    void shouldLetResultsGoAsTheyAreReadyWithoutAnOrder() {
        LookupQueue<Keyed, String> queue = queue(ResultOrder.UNORDERED);
        LookupQueue.Entry<Keyed, String> a1 = added(queue, "a");
        LookupQueue.Entry<Keyed, String> a2 = added(queue, "a");

        queue.done(a2, "a2");
        queue.done(a1, "a1");

        assertThat(left).containsExactly("a2", "a1");
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfEachKey() {
        LookupQueue<Keyed, String> queue = queue(ResultOrder.KEYED);
        LookupQueue.Entry<Keyed, String> a1 = added(queue, "a");
        LookupQueue.Entry<Keyed, String> a2 = added(queue, "a");
        LookupQueue.Entry<Keyed, String> b1 = added(queue, "b");
        LookupQueue.Entry<Keyed, String> a3 = added(queue, "a");

        queue.done(a2, "a2");
        queue.done(b1, "b1");
        assertThat(left).containsExactly("b1");

        queue.done(a1, "a1");
        assertThat(left).containsExactly("b1", "a1", "a2");

        queue.done(a3, "a3");
        assertThat(left).containsExactly("b1", "a1", "a2", "a3");
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfAll() {
        LookupQueue<Keyed, String> queue = queue(ResultOrder.ORDERED);
        LookupQueue.Entry<Keyed, String> a = added(queue, "a");
        LookupQueue.Entry<Keyed, String> b = added(queue, "b");

        queue.done(b, "b");
        assertThat(left).isEmpty();

        queue.done(a, "a");
        assertThat(left).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetWhatIsDoneGoAtOnceWhenNothingStandsBeforeIt(ResultOrder order) {
        LookupQueue<Keyed, String> queue = queue(order);

        queue.addDone(record("a"), "now");

        assertThat(left).containsExactly("now");
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldHoldWhatIsDoneWhileAnotherMustLeaveBeforeIt(ResultOrder order) {
        LookupQueue<Keyed, String> queue = queue(order);
        LookupQueue.Entry<Keyed, String> first = added(queue, "a");

        queue.addDone(record("a"), "second");
        assertThat(left).isEmpty();
        assertThat(queue.size()).isEqualTo(2);

        queue.done(first, "first");
        assertThat(left).containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowItsRecordsInTheOrderOfArrival(ResultOrder order) {
        LookupQueue<Keyed, String> queue = queue(order);
        List<Keyed> records = new ArrayList<>();
        List<LookupQueue.Entry<Keyed, String>> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Keyed record = record("key " + i % 3);
            records.add(record);
            LookupQueue.Entry<Keyed, String> entry = new LookupQueue.Entry<>(record, now);
            entries.add(entry);
            queue.add(entry);
        }
        for (int i = 0; i < 50; i++) {
            queue.done(entries.get(i), "r");
        }

        assertThat(queue.records()).containsExactlyElementsOf(records.subList(50, 100));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellHowLongTheOldestHasWaited(ResultOrder order) {
        LookupQueue<Keyed, String> queue = queue(order);
        assertThat(queue.longestWaitNanos()).isZero();
        LookupQueue.Entry<Keyed, String> first = added(queue, "a");
        LookupQueue.Entry<Keyed, String> second = added(queue, "b");
        LookupQueue.Entry<Keyed, String> third = added(queue, "a");

        now = first.since() + 7;
        assertThat(queue.longestWaitNanos()).isEqualTo(7);
        queue.done(third, "third");
        assertThat(queue.longestWaitNanos()).isEqualTo(7);
        queue.done(first, "first");
        now = second.since() + 7;
        assertThat(queue.longestWaitNanos()).isEqualTo(7);
        queue.done(second, "second");
        assertThat(queue.longestWaitNanos()).isZero();
    }

    private LookupQueue<Keyed, String> queue(ResultOrder order) {
        return new LookupQueue<>(order, Keyed::key, left::add, () -> now);
    }

    private LookupQueue.Entry<Keyed, String> added(LookupQueue<Keyed, String> queue, String key) {
        LookupQueue.Entry<Keyed, String> entry = new LookupQueue.Entry<>(record(key), now++);
        queue.add(entry);
        return entry;
    }

    private static Keyed record(String key) {
        return new Keyed(key);
    }
}
