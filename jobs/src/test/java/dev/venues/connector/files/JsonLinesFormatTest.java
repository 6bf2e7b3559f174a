package dev.venues.connector.files;

import dev.venues.model.RawRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A reader that goes on from any position reads what is left, no line more and no line less. */
class JsonLinesFormatTest {

    /** How a text lies on disk. */
    private enum Storage {
        PLAIN("events.jsonl") {
            @Override
            byte[] bytes(String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        },
        GZIP("events.jsonl.gz") {
            @Override
            byte[] bytes(String text) throws IOException {
                return gzip(text);
            }
        },
        /** As {@code cat a.gz b.gz} makes it; lines cross the members' borders. */
        GZIP_OF_SEVERAL_MEMBERS("members.jsonl.gz") {
            @Override
            byte[] bytes(String text) throws IOException {
                ByteArrayOutputStream members = new ByteArrayOutputStream();
                for (int from = 0; from < text.length(); from += 777) {
                    members.write(gzip(text.substring(from, Math.min(text.length(), from + 777))));
                }
                return members.toByteArray();
            }
        };

        private final String fileName;

        Storage(String fileName) {
            this.fileName = fileName;
        }

        abstract byte[] bytes(String text) throws IOException;
    }

    /** A line with the position that a checkpoint after it would hold. */
    private record Read(String line, CheckpointedPosition after) {}

    private final JsonLinesFormat format = new JsonLinesFormat();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void shouldReadAllLinesFromTheStart(Storage storage) throws IOException {
        List<String> lines = lines(2_300);

        assertThat(readAll(split(storage, lines))).extracting(Read::line).isEqualTo(lines);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadTheRestWhenItGoesOnAfterAnyLine(Storage storage) throws IOException {
        List<String> lines = lines(2_300);
        FileSourceSplit split = split(storage, lines);
        List<Read> all = readAll(split);

        for (int i : checkpoints(lines.size())) {
            assertThat(readFrom(split, all.get(i).after()))
                    .as("after line %d", i)
                    .extracting(Read::line)
                    .isEqualTo(lines.subList(i + 1, lines.size()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadTheRestWhenItGoesOnASecondTime(Storage storage) throws IOException {
        List<String> lines = lines(2_300);
        FileSourceSplit split = split(storage, lines);
        List<Read> afterFirst = readFrom(split, readAll(split).get(99).after());

        for (int i : checkpoints(afterFirst.size())) {
            assertThat(readFrom(split, afterFirst.get(i).after()))
                    .as("after line %d of the second run", i)
                    .extracting(Read::line)
                    .isEqualTo(lines.subList(100 + i + 1, lines.size()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnAfterALineThatWasCut(Storage storage) throws IOException {
        String tooLong = "x".repeat(JsonLinesReader.MAX_LINE_BYTES + 10);
        FileSourceSplit split = split(storage, List.of("a", tooLong, "b", "c"));
        List<Read> all = readAll(split);

        assertThat(readFrom(split, all.get(1).after())).extracting(Read::line).containsExactly("b", "c");
    }

    @ParameterizedTest
    @EnumSource
    void shouldStartFromTheBeginningWhenNothingWasRead(Storage storage) throws IOException {
        FileSourceSplit split = split(storage, List.of("a", "b"));

        assertThat(readFrom(split, new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 0)))
                .extracting(Read::line)
                .containsExactly("a", "b");
    }

    @Test
    void shouldSayThatTheFileIsShorterThanItWas() throws IOException {
        FileSourceSplit split = split(Storage.PLAIN, List.of("a", "b"));

        assertThatThrownBy(() -> readFrom(split, new CheckpointedPosition(0, 3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fewer lines");
    }

    /** A damaged file must not stop the job at every restart, and not lose events in silence either. */
    @Test
    void shouldEndWithARecordThatIsNoEventWhereGzipBreaksOff() throws IOException {
        byte[] whole = gzip(String.join("\n", lines(500)));
        Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 20));

        List<Read> read = readAll(split(file));

        assertThat(read).hasSizeBetween(400, 501);
        assertThat(read.get(read.size() - 1).line()).endsWith(JsonLinesReader.DAMAGED);
        assertThat(read.subList(0, read.size() - 1))
                .extracting(Read::line)
                .isEqualTo(lines(500).subList(0, read.size() - 1));
    }

    @Test
    void shouldEndWithARecordThatIsNoEventWhereTheNextMemberIsDamaged() throws IOException {
        byte[] second = gzip("c\n");
        second[0] ^= 1;
        Path file = Files.write(folder.resolve("members.gz"), join(gzip("a\nb\n"), second));

        assertThat(readAll(split(file))).extracting(Read::line).containsExactly("a", "b", JsonLinesReader.DAMAGED);
    }

    @Test
    void shouldGiveOneRecordThatIsNoEventForAFileThatIsNoGzip() throws IOException {
        Path file = Files.write(folder.resolve("plain.gz"), "{}\n".getBytes(StandardCharsets.UTF_8));

        assertThat(readAll(split(file))).extracting(Read::line).containsExactly(JsonLinesReader.DAMAGED);
    }

    @Test
    void shouldGiveNothingForAnEmptyGzip() throws IOException {
        assertThat(readAll(split(Files.write(folder.resolve("empty.gz"), new byte[0]))))
                .isEmpty();
        assertThat(readAll(split(Files.write(folder.resolve("nothing.gz"), gzip("")))))
                .isEmpty();
    }

    /** Bug: lines after a member were lost without a word where the stream, as an object store's, has none available. */
    @Test
    void shouldReadAllMembersFromAStreamThatDoesNotSayWhatIsAvailable() throws IOException {
        InputStream members = new SequenceInputStream(
                new ByteArrayInputStream(gzip("a\nb\n")), new ByteArrayInputStream(gzip("c\n")));

        assertThat(new GzipMembers(members)).hasContent("a\nb\nc\n");
    }

    @Test
    void shouldNameTheFileAsTheOrigin() throws IOException {
        FileSourceSplit split = split(Storage.PLAIN, List.of("a"));
        try (BulkFormat.Reader<RawRecord> reader = format.createReader(new Configuration(), split)) {
            assertThat(reader.readBatch().next().getRecord().origin().file())
                    .isEqualTo(split.path().toString());
        }
    }

    @Test
    void shouldNotSplitFiles() {
        assertThat(format.isSplittable()).isFalse();
    }

    /** Lines of all lengths around the usual, empty ones too, of two bytes a letter, the last without a line break. */
    private static List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(i % 7 == 5 ? "" : "{\"id\":" + i + ",\"ä\":\"" + "ö".repeat(i * 31 % 211) + "\"}");
        }
        return lines;
    }

    /** Every line around the borders of batches, and some between. */
    private static int[] checkpoints(int count) {
        return IntStream.range(0, count)
                .filter(i -> i % 97 == 0 || i % 1_000 < 2 || i % 1_000 > 997 || i > count - 3)
                .toArray();
    }

    private FileSourceSplit split(Storage storage, List<String> lines) throws IOException {
        return split(Files.write(folder.resolve(storage.fileName), storage.bytes(String.join("\n", lines))));
    }

    private static FileSourceSplit split(Path file) throws IOException {
        long size = Files.size(file);
        return new FileSourceSplit("1", new org.apache.flink.core.fs.Path(file.toUri()), 0, size, 0, size);
    }

    private List<Read> readAll(FileSourceSplit split) throws IOException {
        return drain(format.createReader(new Configuration(), split));
    }

    private List<Read> readFrom(FileSourceSplit split, CheckpointedPosition position) throws IOException {
        return drain(format.restoreReader(new Configuration(), split.updateWithCheckpointedPosition(position)));
    }

    private static List<Read> drain(BulkFormat.Reader<RawRecord> reader) throws IOException {
        List<Read> all = new ArrayList<>();
        try (reader) {
            BulkFormat.RecordIterator<RawRecord> batch;
            while ((batch = reader.readBatch()) != null) {
                RecordAndPosition<RawRecord> next;
                while ((next = batch.next()) != null) {
                    all.add(new Read(
                            new String(next.getRecord().payload(), StandardCharsets.UTF_8),
                            new CheckpointedPosition(next.getOffset(), next.getRecordSkipCount())));
                }
                batch.releaseBatch();
            }
        }
        return all;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toByteArray();
    }
}
