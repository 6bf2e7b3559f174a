package dev.venues.local;

import dev.venues.config.CommandLine;
import dev.venues.config.EffectiveSettings;
import dev.venues.config.Settings;
import dev.venues.connector.ReplayedLetters;
import dev.venues.flink.VenuesMetric;
import dev.venues.job.Connectors;
import dev.venues.local.RunFrame.End;
import dev.venues.replay.ReplayArguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What a replay does before and after the job. */
class ReplayTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private final FakeMetrics metrics = new FakeMetrics();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void makeLetters() throws IOException {
        Files.write(folder.resolve("letters.jsonl"), List.of(letter(1), letter(2), letter(3)));
    }

    @Test
    void shouldMarkWhatWasReplayed() throws Exception {
        metrics.counter(VenuesMetric.FOUND, 1);
        metrics.counter(VenuesMetric.PRESENT, 1);
        metrics.counter(VenuesMetric.DEAD_LETTERS, 1);

        replay(End.COMPLETE);

        assertThat(marked()).isEqualTo(3);
        assertThat(text())
                .containsPattern("(?m)^letters read +3  in " + folder + "$")
                .containsPattern("(?m)^  replayed +3  1 of them are dead letters again$")
                .endsWith("ledger        " + folder.resolve("_replayed") + "\n");
    }

    @Test
    void shouldMarkNothingWhenTheJobWasStopped() throws Exception {
        metrics.counter(VenuesMetric.FOUND, 3);

        replay(End.STOPPED);

        assertThat(marked()).isZero();
        assertThat(text()).contains("stopped before all were replayed", "nothing was noted");
    }

    /** Flink's own API stops a job without telling us, and it ends well. */
    @Test
    void shouldMarkNothingWhenNotEveryLetterHasAnOutcome() throws Exception {
        metrics.counter(VenuesMetric.EVENTS_IN, 3);
        metrics.counter(VenuesMetric.NOT_FOUND, 1);
        metrics.counter(VenuesMetric.SKIPPED, 1);

        replay(End.COMPLETE);

        assertThat(marked()).isZero();
    }

    private void replay(End end) throws Exception {
        ReplayArguments arguments = ReplayArguments.parse(
                List.of("--from", folder.toString(), "--venues.geo.provider", "embedded"), Connectors.standard());
        EffectiveSettings effective = arguments.settings(CommandLine.parse(arguments.others()), Connectors.standard());
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (Replay replay = new Replay(arguments, effective, print, Clock.systemUTC())) {
            Optional<Settings> ready = replay.before(effective.settings(), temporary);

            assertThat(ready.orElseThrow().source()).isInstanceOf(ReplayedLetters.class);
            replay.after(metrics.reported(), end);
        }
    }

    private long marked() throws IOException {
        return Files.readAllLines(folder.resolve("_replayed")).size();
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static String letter(int id) {
        return "{\"reason\":\"failed\",\"detail\":\"\",\"attempts\":0,\"failedAt\":\"2026-11-01T12:00:00Z\","
                + "\"origin\":{\"file\":\"in.jsonl\"},\"payload\":\"" + id + "\"}";
    }
}
