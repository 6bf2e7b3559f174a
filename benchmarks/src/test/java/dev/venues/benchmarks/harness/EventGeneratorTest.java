package dev.venues.benchmarks.harness;

import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class EventGeneratorTest {

    private static final int EVENTS = 1_000;

    @Test
    void shouldMakeTheSameEventsWhenTheSeedIsTheSame() {
        assertThat(events(7)).isEqualTo(events(7)).isNotEqualTo(events(8));
    }

    @Test
    void shouldMakeEventsThatNeedALookupAndHaveTheSizeOfTheSamples() throws Exception {
        EventCodec codec = new EventCodec(EventPointers.DEFAULT);
        for (String event : events(7)) {
            assertThat(codec.decode(event.getBytes(StandardCharsets.UTF_8)).needsLookup())
                    .isTrue();
        }
        assertThat(events(7).stream().mapToInt(String::length).average().orElseThrow())
                .isBetween(280.0, 300.0);
    }

    @Test
    void shouldSpreadAllEventsOverTheFiles(@TempDir Path folder) throws Exception {
        new EventGenerator(50, 7).write(folder, EVENTS, 3);

        List<String> lines = Files.readAllLines(folder.resolve("events-1.jsonl"));
        assertThat(lines).hasSize(EVENTS / 3);
        lines.addAll(Files.readAllLines(folder.resolve("events-2.jsonl")));
        lines.addAll(Files.readAllLines(folder.resolve("events-3.jsonl")));
        assertThat(lines).isEqualTo(events(7));
    }

    private static List<String> events(long seed) {
        EventGenerator generator = new EventGenerator(50, seed);
        return LongStream.range(0, EVENTS).mapToObj(generator::event).toList();
    }
}
