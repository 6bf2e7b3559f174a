package dev.venues.benchmarks.contender;

import org.apache.flink.api.common.functions.OpenContext;
import org.junit.jupiter.api.Test;

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
}
