package dev.venues.benchmarks.contender;

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
    void shouldNameANewVenueInEachThousandthEventOfASoak() throws Exception {
        SoakEvents events = new SoakEvents();
        events.open(CONTEXT);
        Set<String> known = new HashSet<>();
        Set<String> fresh = new HashSet<>();
        for (long number = 0; number < 50_000; number++) {
            (number % SoakEvents.NEW_EVERY == 0 ? fresh : known)
                    .add(EventScan.of(events.map(number)).name());
        }

        assertThat(fresh).hasSize(50).doesNotContainAnyElementsOf(known);
        assertThat(known).hasSizeLessThanOrEqualTo(SoakEvents.VENUES);
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
