package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.kinesis.KplProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that the real Kinesis Producer Library aggregated. */
class KplITCase {

    private static final int EVENTS = 3_000;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis = KinesisExtension.onKinesisLocal()
            .withStream("events", 2)
            .withGeoApi()
            .build();

    @Test
    void shouldSeeEachUserRecordOfAnAggregate() throws Exception {
        KplProcess.Summary written = new KplProcess(kinesis.tlsEndpoint(), Duration.ofSeconds(90))
                .write("events", SyntheticEvents.events(EVENTS));
        assertThat(written.acknowledged()).isEqualTo(EVENTS);
        assertThat(written.kinesisRecords()).as("it must have aggregated").isLessThan(EVENTS / 10);

        List<String> args = new ArrayList<>(List.of(
                "enrich",
                "--venues.source",
                "kinesis",
                "--venues.source.kinesis.stream",
                "events",
                "--venues.aws.endpoint",
                kinesis.endpoint().toString(),
                "--web-port",
                "0",
                "-Dexecution.checkpointing.interval=1s"));
        args.addAll(kinesis.geo().options());
        JobProcess job = kinesis.start(folder, args.toArray(String[]::new));
        Path out = folder.resolve("out/enriched");
        job.await("all user records", () -> JsonLines.lines(out).size() >= EVENTS);
        job.stop();

        List<String> lines = JsonLines.lines(out);
        assertThat(lines.stream()
                        .map(line -> JsonLines.parse(line).get("id").asInt())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, EVENTS).boxed().toList());
        assertThat(lines).allMatch(SyntheticEvents::isLocatedRight);
    }
}
