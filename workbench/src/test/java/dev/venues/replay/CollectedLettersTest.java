package dev.venues.replay;

import dev.venues.codec.DeadLetterJson;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Letters;
import dev.venues.job.Connectors;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.replay.Tally.Fate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.venues.replay.GivenLetters.letter;
import static dev.venues.replay.GivenLetters.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CollectedLettersTest {

    private static final int MAX_EVENT_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private Path file;

    @BeforeEach
    void makeLetters() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        file = Files.write(folder.resolve("a/b/part.jsonl"), List.of(line(1), line(2), line(2), line(3)));
    }

    @Test
    void shouldCollectEachLetterOnceForEachTimeThatItLiesThere() throws Exception {
        assertThat(replay(folder)).containsExactly(line(1), line(2), line(2), line(3));
    }

    @Test
    void shouldNotCollectWhatWasReplayed() throws Exception {
        replay(folder);
        Files.write(folder.resolve("a/new.jsonl"), List.of(line(4), line(1)));

        assertThat(replay(folder)).containsExactly(line(4));
        assertThat(replay(folder)).isEmpty();
        assertThat(folder.resolve("_replayed")).exists();
    }

    /** Replayed as part of a folder, or alone: a letter is replayed once. */
    @Test
    void shouldHeedTheLedgersAboveAndBelow() throws Exception {
        Path other = Files.write(folder.resolve("other.jsonl"), List.of(line(5)));

        assertThat(replay(file)).hasSize(4);
        assertThat(folder.resolve("a/b/_replayed")).exists();
        assertThat(replay(folder)).containsExactly(line(5));
        assertThat(replay(other)).isEmpty();
        assertThat(replay(folder.resolve("a"))).isEmpty();

        Files.write(folder.resolve("a/b/new.jsonl"), List.of(line(6)));
        assertThat(replay(folder)).containsExactly(line(6));
        assertThat(replay(folder.resolve("a/b"))).isEmpty();
    }

    @Test
    void shouldHeedOnlyTheLedgerThatIsNamed() throws Exception {
        replay(folder);
        String ledger = folder.resolve("elsewhere/ledger").toString();

        assertThat(replay(folder, "--ledger", ledger)).hasSize(4);
        assertThat(replay(folder, "--ledger", ledger)).isEmpty();
    }

    @Test
    void shouldMarkNothingUntilItIsTold() throws Exception {
        try (CollectedLetters collected = collect(folder)) {
            assertThat(collected.tally().of(Fate.SELECTED)).isEqualTo(4);
        }

        assertThat(replay(folder)).hasSize(4);
    }

    @Test
    void shouldNotTakeWhatAnotherReplayIsAbout() throws Exception {
        try (CollectedLetters first = collect(folder)) {
            assertThatThrownBy(() -> collect(folder))
                    .hasMessage("another replay is at work with " + folder.resolve("_replayed"));
            first.mark();
        }
        assertThat(replay(folder)).isEmpty();
    }

    @Test
    void shouldCountByReasonAndFate() throws Exception {
        replay(folder, "--ledger", folder.resolve("_replayed").toString());
        Files.writeString(
                folder.resolve("more.jsonl"),
                Stream.of(
                                new String(letter(6, Reason.TIMED_OUT), UTF_8),
                                new String(letter(7, Reason.MALFORMED), UTF_8),
                                new String(
                                        DeadLetterJson.write(letter(Reason.TIMED_OUT, new byte[2_000]), 1_000), UTF_8),
                                new String(
                                        DeadLetterJson.write(letter(
                                                Reason.FAILED,
                                                "x".repeat(MAX_EVENT_BYTES + 1).getBytes(UTF_8))),
                                        UTF_8),
                                "no letter")
                        .reduce("", (all, next) -> all + next + "\n"));

        Tally tally = count(arguments(folder, "--reason", "failed,timed-out"));

        assertThat(tally.read()).isEqualTo(9);
        assertThat(tally.of(Reason.FAILED, Fate.ALREADY_REPLAYED)).isEqualTo(4);
        assertThat(tally.of(Reason.TIMED_OUT, Fate.SELECTED)).isEqualTo(1);
        assertThat(tally.of(Reason.MALFORMED, Fate.FILTERED_OUT)).isEqualTo(1);
        assertThat(tally.of(Reason.TIMED_OUT, Fate.NOT_REPLAYABLE)).isEqualTo(1);
        assertThat(tally.of(Reason.FAILED, Fate.NOT_REPLAYABLE)).isEqualTo(1);
        assertThat(tally.unreadable()).isEqualTo(1);
        assertThat(tally.left()).isEqualTo(3);
        assertThat(tally.named())
                .containsExactly(
                        folder.resolve("more.jsonl") + ":3: its payload was left out",
                        folder.resolve("more.jsonl")
                                + ":4: its payload has 1048577 bytes; an event has at most 1048576",
                        folder.resolve("more.jsonl") + ":5: not JSON: Unrecognized token 'no': was expecting (JSON"
                                + " String, Number, Array, Object or token 'null', 'true' or 'false')");
    }

    @Test
    void shouldTakeAnEventOfTheLargestSize() throws Exception {
        byte[] largest = "x".repeat(MAX_EVENT_BYTES).getBytes(UTF_8);
        Files.write(file, DeadLetterJson.write(letter(Reason.FAILED, largest)));

        assertThat(replay(folder)).hasSize(1);
    }

    @Test
    void shouldLeaveWhatCannotBeReplayedUnmarked() throws Exception {
        Files.write(
                file, List.of("no letter", new String(DeadLetterJson.write(letter(Reason.FAILED, new byte[9]), 9))));
        replay(folder);

        Tally tally = count(arguments(folder));

        assertThat(tally.left()).isEqualTo(2);
        assertThat(folder.resolve("_replayed")).isEmptyFile();
    }

    @Test
    void shouldNameTheFirstOnly() throws Exception {
        Files.write(file, IntStream.range(0, 25).mapToObj(i -> "no letter").toList());

        Tally tally = count(arguments(folder));

        assertThat(tally.named()).hasSize(20);
        assertThat(tally.unreadable()).isEqualTo(25);
    }

    @Test
    void shouldLeaveEverythingAsItIsWhenItCounts() throws Exception {
        count(arguments(folder));

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
        }
    }

    /** Collects, and marks as after a job that ended well. */
    private List<String> replay(Path from, String... options) throws Exception {
        try (CollectedLetters collected = collect(from, options)) {
            collected.mark();
            return Files.readAllLines(collected.letters());
        }
    }

    private CollectedLetters collect(Path from, String... options) throws Exception {
        ReplayArguments arguments = arguments(from, options);
        return CollectedLetters.collect(arguments, letters(arguments), MAX_EVENT_BYTES, temporary);
    }

    private static Tally count(ReplayArguments arguments) throws Exception {
        return CollectedLetters.count(arguments, letters(arguments), MAX_EVENT_BYTES);
    }

    private static Letters letters(ReplayArguments arguments) throws ConnectorStartupException {
        return arguments.from().letters(null, Instant.EPOCH);
    }

    private static ReplayArguments arguments(Path from, String... options) {
        List<String> args = new ArrayList<>(List.of("--from", from.toString()));
        args.addAll(Arrays.asList(options));
        return ReplayArguments.parse(args, Connectors.standard());
    }
}
