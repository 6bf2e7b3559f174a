package dev.venues.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class DistinctEventsTest {

    private static final int VENUES = 2_000;
    private static final int FILES = 4;

    @TempDir
    private Path folder;

    @Test
    void shouldNameEachVenueOnceInEachOfTwoFiles() throws IOException {
        DistinctEvents.write(folder, VENUES, FILES);

        Set<String> ids = new HashSet<>();
        Map<String, Set<Integer>> filesOfVenue = new HashMap<>();
        List<String> venues = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            for (String line : Files.readAllLines(folder.resolve("events-" + file + ".jsonl"))) {
                ids.add(line.substring(0, line.indexOf(',')));
                String venue = line.substring(line.indexOf("\"name\""));
                venues.add(venue);
                filesOfVenue.computeIfAbsent(venue, any -> new HashSet<>()).add(file);
            }
        }
        assertThat(ids).hasSize(DistinctEvents.MENTIONS * VENUES);
        assertThat(venues).hasSize(DistinctEvents.MENTIONS * VENUES);
        assertThat(filesOfVenue).hasSize(VENUES);
        assertThat(filesOfVenue.values()).allMatch(files -> files.size() == DistinctEvents.MENTIONS);
    }
}
