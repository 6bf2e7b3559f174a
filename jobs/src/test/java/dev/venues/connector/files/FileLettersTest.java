package dev.venues.connector.files;

import dev.venues.connector.Letters.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class FileLettersTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadAFolderWithItsSubfolders() throws Exception {
        write("b.jsonl", "3\n4");
        write("a/part-1.jsonl", "1\r\n\n2\n");
        write("a/b/c/part", "");

        assertThat(read(folder))
                .extracting(found -> folder.relativize(Path.of(found.where())) + " " + text(found))
                .containsExactly(
                        "a/part-1.jsonl:1 1", "a/part-1.jsonl:2 ", "a/part-1.jsonl:3 2", "b.jsonl:1 3", "b.jsonl:2 4");
    }

    @Test
    void shouldPassOverWhatIsNotFinishedAndWhatIsNoLetter() throws Exception {
        write("x.jsonl", "1");
        write(".part-1.jsonl.inprogress", "2");
        write("_replayed", "3");
        write("_temporary/part.jsonl", "4");
        write(".hidden/part.jsonl", "5");

        assertThat(read(folder)).extracting(FileLettersTest::text).containsExactly("1");
    }

    @Test
    void shouldReadOneFileWhateverItsName() throws Exception {
        write("_x.jsonl", "1\n2\n");
        write("y.jsonl", "3");

        assertThat(read(folder.resolve("_x.jsonl")))
                .extracting(FileLettersTest::text)
                .containsExactly("1", "2");
    }

    @Test
    void shouldFollowLinksOnce() throws Exception {
        write("a/x.jsonl", "1");
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        Files.createSymbolicLink(folder.resolve("b.jsonl"), folder.resolve("a/x.jsonl"));

        assertThat(read(folder)).extracting(FileLettersTest::text).containsExactly("1", "1");
    }

    @Test
    void shouldReadGzip() throws Exception {
        Files.write(folder.resolve("a.jsonl.gz"), gzip("1\n2\n"));

        assertThat(read(folder)).extracting(FileLettersTest::text).containsExactly("1", "2");
    }

    @Test
    void shouldReadWhatIsLeftOfDamagedGzip() throws Exception {
        byte[] whole = gzip("1\n2\n" + "x".repeat(1_000));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(gzip("1\n2\n"));
        damaged.write(whole, 0, whole.length / 2);
        Files.write(folder.resolve("a.jsonl.gz"), damaged.toByteArray());

        assertThat(read(folder))
                .extracting(FileLettersTest::text)
                .startsWith("1", "2")
                .last()
                .asString()
                .contains("damaged here");
    }

    @Test
    void shouldSayThatALineIsLongerThanItHolds() throws Exception {
        write("a.jsonl", "x".repeat(5 << 20) + "\n1\n");

        List<Found> found = read(folder);

        assertThat(found).extracting(Found::cut).containsExactly(true, false);
        assertThat(found.get(0).bytes()).hasSize(4 << 20);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<Found> read(Path root) throws IOException {
        List<Found> found = new ArrayList<>();
        new FileLetters(root).forEach(found::add);
        return found;
    }

    private static String text(Found found) {
        return new String(found.bytes(), UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
