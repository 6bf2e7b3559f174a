package dev.venues.replay;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("out/_replayed");
    }

    @Test
    void shouldKnowADigestByItsText() {
        for (int i = 0; i < 1_000; i++) {
            Digest digest = digest(i);

            assertThat(digest.toString()).matches("[0-9a-f]{32}");
            assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
        }
        assertThat(Digest.of(new byte[0])).hasToString("e3b0c44298fc1c149afbf4c8996fb924");
    }

    @Test
    void shouldKeepWhatWasAdded() throws Exception {
        add(digest(1), digest(2));
        add(digest(3));

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        digest(1).toString(), digest(2).toString(), digest(3).toString());
        assertThat(read()).containsExactlyInAnyOrder(digest(1), digest(2), digest(3));
    }

    @Test
    void shouldKeepManyAtOnce() throws Exception {
        Digest[] many = IntStream.range(0, 10_000).mapToObj(LedgerTest::digest).toArray(Digest[]::new);

        add(many);

        assertThat(read()).containsExactlyInAnyOrder(many);
    }

    @Test
    void shouldPassOverALineThatWasNotFinished() throws Exception {
        add(digest(1));
        Files.writeString(file, digest(2).toString().substring(0, 20), StandardOpenOption.APPEND);

        add(digest(3));

        assertThat(read()).containsExactlyInAnyOrder(digest(1), digest(3));
    }

    @Test
    void shouldKnowNothingWhereThereIsNone() throws Exception {
        assertThat(read()).isEmpty();
    }

    @Test
    void shouldBeHeldByOneReplayAtATime() throws Exception {
        try (Ledger first = Ledger.hold(file)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> Ledger.hold(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another replay is at work with " + file);
            assertThat(read()).as("reading needs no hold").isEmpty();
        }
        add(digest(1));
        assertThat(read()).containsExactly(digest(1));
    }

    /** A process that closes a file loses its locks on it, and only another process can tell. */
    @Test
    void shouldStillBeHeldAfterItWasRead() throws Exception {
        add(digest(1));
        Path probe = Files.writeString(
                folder.resolve("Probe.java"),
                """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Probe {
                    public static void main(String[] args) throws Exception {
                        try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                            System.exit(file.tryLock() == null ? 10 : 20);
                        }
                    }
                }
                """);
        try (Ledger held = Ledger.hold(file)) {
            Set<Digest> digests = new HashSet<>();
            held.read(digests);

            assertThat(digests).containsExactly(digest(1));
            assertThat(exitOf(probe)).as("held").isEqualTo(10);
        }
        assertThat(exitOf(probe)).as("free").isEqualTo(20);
    }

    private int exitOf(Path program) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        return new ProcessBuilder(java, program.toString(), file.toString())
                .start()
                .waitFor();
    }

    @Test
    void shouldSayThatItCannotBeWritten() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Ledger.hold(inTheWay.resolve("_replayed")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the ledger " + inTheWay + "/_replayed cannot be written: ")
                .hasNoCause();
    }

    private void add(Digest... digests) throws IOException {
        Path added = Files.write(
                folder.resolve("digests"),
                Arrays.stream(digests).map(Digest::toString).toList());
        try (Ledger ledger = Ledger.hold(file)) {
            ledger.add(added);
        }
    }

    private Set<Digest> read() throws IOException {
        Set<Digest> digests = new HashSet<>();
        Ledger.read(file, digests);
        return digests;
    }

    private static Digest digest(int number) {
        return Digest.of(List.of(number).toString().getBytes(UTF_8));
    }
}
