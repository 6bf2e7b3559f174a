package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.EventScan;
import org.apache.flink.api.common.functions.OpenContext;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class EventsTest {

    private static final OpenContext CONTEXT = new OpenContext() {};

    @Test
    void shouldNameAnotherVenueInEachEventWhenDistinct() throws Exception {
        Events events = Events.distinct(50);
        events.open(CONTEXT);
        Set<String> names = new HashSet<>();
        for (long number = 0; number < 1_000; number++) {
            names.add(EventScan.of(events.map(number)).name());
        }

        assertThat(names).hasSize(1_000);
        assertThat(EventScan.of(events.map(987_654_321L)).name()).isEqualTo("Concert Hall No. 0987654321");
    }

    @Test
    void shouldBeginAgainAfterTheLastWhenRepeated() throws Exception {
        Events events = Events.zipf(50, 200);
        events.open(CONTEXT);

        assertThat(events.map(207L)).isSameAs(events.map(7L)).isNotEqualTo(events.map(8L));
    }

    @Test
    void shouldNameNewVenuesFirstAndNowAndThenInASoak() throws Exception {
        SoakEvents events = new SoakEvents();
        events.open(CONTEXT);
        Set<String> fresh = new HashSet<>();
        for (long number = 0; number < SoakEvents.NEW_FIRST; number++) {
            fresh.add(EventScan.of(events.map(number)).name());
        }
        int later = 0;
        for (long number = SoakEvents.NEW_FIRST; number < 2 * SoakEvents.NEW_FIRST; number++) {
            later += EventScan.of(events.map(number)).name().matches(".*\\d{10}") ? 1 : 0;
        }

        assertThat(fresh).hasSize(SoakEvents.NEW_FIRST);
        assertThat(later).isBetween(1, SoakEvents.NEW_FIRST / 64 + 1);
    }

    @Test
    void shouldComeNoFasterThanThePace() throws Exception {
        PacedEvents events = new PacedEvents(200);
        events.open(CONTEXT);
        long start = System.nanoTime();
        for (long number = 0; number < 21; number++) {
            events.map(number);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("of one subtask of two")
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
    }
}
