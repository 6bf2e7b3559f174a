package dev.venues.job;

import dev.venues.testing.flink.FlinkCluster;
import dev.venues.testing.flink.FlinkJob;
import dev.venues.testing.flink.SharedCluster;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.Accounting;
import dev.venues.testing.job.Outcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Each venue is asked for once in the whole cluster, though its events are read on both TaskManagers. */
@ExtendWith(SharedCluster.class)
class OneCallPerVenueClusterITCase {

    private static final int EVENTS = 4_000;
    private static final int FILES = 8;
    /** All slots of both TaskManagers. */
    private static final int PARALLELISM = 4;

    @TempDir
    private Path folder;

    @Test
    void shouldAskForEachVenueOnce(FlinkCluster cluster) throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        List<String> events = SyntheticEvents.events(EVENTS);
        for (int file = 0; file < FILES; file++) {
            Files.write(
                    in.resolve(file + ".jsonl"), events.subList(file * EVENTS / FILES, (file + 1) * EVENTS / FILES));
        }
        try (GeoApi api = new GeoApi()) {
            List<String> arguments = new ArrayList<>(api.options());
            arguments.addAll(List.of("--venues.source.files.path", in.toString()));
            arguments.addAll(List.of(
                    "--venues.sink.files.path", folder.resolve("enriched").toString()));
            arguments.addAll(List.of(
                    "--venues.dead-letters.files.path",
                    folder.resolve("dead-letters").toString()));

            FlinkJob.submit(cluster, FlinkJob.Start.of(arguments).from(null, PARALLELISM))
                    .awaitEnd();

            Outcomes outcomes = Outcomes.inFiles(folder);
            assertThat(outcomes.accounting(EVENTS)).isEqualTo(new Accounting(EVENTS, EVENTS, 0, 0));
            assertThat(outcomes.results()).allMatch(SyntheticEvents::isLocatedRight);
            assertThat(api.requests()).isEqualTo(SyntheticEvents.venues());
        }
    }
}
