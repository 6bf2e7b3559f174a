package dev.venues.connector.files;

import dev.venues.model.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FirstLinesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadAFolderInTheOrderOfNames() throws IOException {
        Files.writeString(folder.resolve("b.jsonl"), "3\n4\n");
        Files.writeString(folder.resolve("a.jsonl"), "1\r\n2");
        Files.writeString(folder.resolve("_hidden"), "0\n");

        assertThat(first(folder, 3)).containsExactly("1", "2", "3");
        assertThat(first(folder, 9)).containsExactly("1", "2", "3", "4");
    }

    /** Flink takes what stands before a colon for a scheme. */
    @Test
    void shouldFindARelativeNameWithAColon() throws IOException {
        Path file = Files.writeString(Path.of("ev-12:00.jsonl"), "1\n");
        try {
            FilesSourceEndpoint source = new FilesSourceEndpoint(file.toString(), false);

            assertThat(source.first(9))
                    .extracting(line -> new String(line.payload(), UTF_8))
                    .containsExactly("1");
            assertThat(source.whenEmpty()).startsWith("nothing is in what ev-12:00.jsonl holds");
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/in:1, s3://bucket/in:1",
        "file:/tmp/in,     file:/tmp/in",
        "in/ev-12:00,      in/ev-12:00",
        "in,               in",
        "/in:1,            /in:1",
    })
    void shouldLeaveOtherPlacesToFlink(String place, String named) {
        assertThat(OutputFiles.place(place)).hasToString(named);
    }

    @Test
    void shouldSayWhichFolderFlinkCannotList() throws IOException {
        Files.createFile(folder.resolve("ev-12:00.jsonl"));

        assertThatIOException()
                .isThrownBy(() -> first(folder, 9))
                .withMessage(place(folder) + " holds a file that Flink cannot name: a colon stands in its name");
    }

    @Test
    void shouldUnpackGzip() throws IOException {
        Path file = folder.resolve("a.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("1\n2\n".getBytes(UTF_8));
        }

        assertThat(first(file, 1)).containsExactly("1");
    }

    @Test
    void shouldKnowTheMarkOfAFileThatIsNoGzip() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl.gz"), "{}\n");

        assertThat(FirstLines.of(place(file), 9))
                .singleElement()
                .matches(line -> FirstLines.isMarkOfDamage(line.payload()));
        assertThat(FirstLines.isMarkOfDamage("{}".getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "5, 2"})
    void shouldReadAStream(int limit, int lines) throws IOException {
        assertThat(FirstLines.of(new ByteArrayInputStream("1\n2\n".getBytes(UTF_8)), limit))
                .hasSize(lines);
    }

    /** The largest lines would fill the memory of a small machine. */
    @Test
    void shouldStopWhereManyBytesWereRead() throws IOException {
        Path file = Files.write(folder.resolve("large"), Collections.nCopies(20, "x".repeat(300_000)));

        assertThat(first(file, 20)).hasSize(4);
    }

    // What a source says

    @Test
    void shouldSayWhyASourceIsEmpty() throws IOException {
        FilesSourceEndpoint source = new FilesSourceEndpoint(folder.toString(), false);

        Files.writeString(folder.resolve("_hidden"), "{}\n");
        assertThat(source.whenEmpty())
                .isEqualTo(folder + " holds no file whose name does not begin with . or _ (venues.source.files.path)");
        Files.createFile(folder.resolve("empty.jsonl"));
        assertThat(source.whenEmpty()).isEqualTo("nothing is in what " + folder + " holds (venues.source.files.path)");
    }

    @Test
    void shouldSayNothingOfFilesForTheSamples() throws IOException {
        FilesSourceEndpoint samples = new FilesSourceEndpoint(null, false);

        assertThat(samples.whenEmpty()).isEqualTo("the bundled samples had none");
        assertThat(samples.first(5)).isEmpty();
    }

    private static List<String> first(Path place, int limit) throws IOException {
        return FirstLines.of(place(place), limit).stream()
                .map(RawRecord::payload)
                .map(line -> new String(line, UTF_8))
                .toList();
    }

    private static org.apache.flink.core.fs.Path place(Path path) {
        return new org.apache.flink.core.fs.Path(path.toString());
    }
}
