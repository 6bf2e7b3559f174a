package dev.venues.local;

import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code enrich --limit}: so many events, their outputs finished, and the end. */
class LimitITCase {

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis =
            KinesisExtension.onKinesalite().withGeoApi().build();

    /** Of files that end, and of a folder that is watched for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void shouldStopAfterSoManyEventsOfFiles(String watch) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < 4; i++) {
            Files.write(in.resolve(i + ".jsonl"), SyntheticEvents.events(20_000));
        }
        List<String> args = new ArrayList<>(List.of(
                "enrich",
                "--limit",
                "1500",
                "--web-port",
                "0",
                "--venues.source.files.path",
                in.toString(),
                "--venues.source.files.watch",
                watch,
                "-Dparallelism.default=4",
                "-Dexecution.checkpointing.interval=1h"));
        args.addAll(kinesis.geo().options());
        JobProcess job = kinesis.start(folder, args.toArray(String[]::new));

        assertThat(job.awaitExit()).as(job.output()).isZero();
        assertThat(JsonLines.lines(folder.resolve("out/enriched")))
                .hasSize(1_500)
                .allMatch(SyntheticEvents::isLocatedRight);
        assertThat(job.output())
                .containsPattern("events in +1,500  in .* s; stopped at --limit 1,500, read by one subtask\n")
                .containsPattern("found +1,500\n");
    }

    @Test
    void shouldStopAfterSoManyEventsOfAStream() {
        KinesisJob stream = kinesis.job("limited", folder);
        stream.write(0, 3_000);
        JobProcess job = stream.start(kinesis.endpoint(), kinesis.geo(), "--limit", "700");

        assertThat(job.awaitExit()).as(job.output()).isZero();
        assertThat(KinesisJob.ids(stream.output())).hasSize(700).doesNotHaveDuplicates();
        assertThat(job.output()).containsPattern("events in +700  in .* s; stopped at --limit 700");
    }

    @Test
    void shouldReadAllWhereThereAreFewer() throws Exception {
        Path in = Files.write(folder.resolve("in.jsonl"), SyntheticEvents.events(10));
        List<String> args = new ArrayList<>(
                List.of("--limit", "11", "--web-port", "0", "--venues.source.files.path", in.toString()));
        args.addAll(kinesis.geo().options());
        JobProcess job = kinesis.start(folder, args.toArray(String[]::new));

        assertThat(job.awaitExit()).as(job.output()).isZero();
        assertThat(JsonLines.lines(folder.resolve("out/enriched"))).hasSize(10);
        assertThat(job.output()).doesNotContain("stopped at");
    }
}
