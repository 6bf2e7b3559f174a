package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.DistinctVenues;
import dev.venues.testing.geo.UnreliableGeoApi;
import dev.venues.testing.job.JobArguments;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A bounded run in which one of two subtasks has nothing to read, and ends at once. */
class EndedSubtaskITCase {

    private static final int EVENTS = 20_000;

    @TempDir
    private Path folder;

    /** With union state in its operators Flink completed no checkpoint any more, and no file was finished before the end. */
    @ParameterizedTest
    @ValueSource(strings = {"unordered", "keyed"})
    void shouldGoOnFinishingFilesWhileTheOtherSubtaskReadsItsFile(String order) {
        DistinctVenues.write(folder.resolve("in"), EVENTS, 1);
        try (UnreliableGeoApi api = new UnreliableGeoApi();
                JobProcess job = start(api, order)) {
            job.await("a finished file", () -> finished() > 0);
            int first = finished();

            // The first checkpoint may have come before the other subtask's end.
            job.await("another one", () -> finished() > first);

            assertThat(finished()).as("before the end").isLessThan(EVENTS);
        }
    }

    private int finished() {
        return JsonLines.lines(folder.resolve("out/enriched")).size();
    }

    /** Nearly a minute's work, of which little is read at once, so that it does not hold the barriers up. */
    private JobProcess start(UnreliableGeoApi api, String order) {
        List<String> args = new ArrayList<>(List.of(
                "enrich",
                "--web-port",
                "0",
                "-Dparallelism.default=2",
                "-Dexecution.checkpointing.interval=500ms",
                "-Dtaskmanager.memory.segment-size=4kb"));
        args.addAll(JobArguments.asking(api)
                .fromFiles(folder.resolve("in"))
                .with("venues.geo.rate-limit", "400")
                .with("venues.enrichment.order", order)
                .list());
        return JobProcess.start(folder, args.toArray(String[]::new));
    }
}
