package dev.venues.connector.files;

import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a line is, to the byte. */
class JsonLinesReaderTest {

    private static final int BUFFER = 64 * 1024;
    private static final int MAX = JsonLinesReader.MAX_LINE_BYTES;

    // Lines

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one line              | {}\\n             | {}",
                "two lines             | a\\nb\\n          | a;b",
                "no final line break   | a\\nb             | a;b",
                "CR LF ends a line     | a\\r\\nb\\r\\n    | a;b",
                "CR alone ends nothing | a\\rb             | a\\rb",
                "an empty line counts  | a\\n\\nb\\n       | a;;b",
                "only empty lines      | \\n\\n            | ;",
                "NUL is a byte         | a\\0b\\n\\0       | a\\0b;\\0",
                "BOM is kept           | {BOM}a\\n       | {BOM}a",
                "U+2028 ends nothing   | a{LS}b\\n      | a{LS}b",
            })
    void shouldEndALineAtLfOnly(String name, String file, String lines) throws IOException {
        List<String> expected = List.of(unescaped(lines).split(";", -1));

        assertThat(texts(read(unescaped(file)))).as(name).isEqualTo(expected);
    }

    @Test
    void shouldReadNothingWhenTheFileIsEmpty() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void shouldKeepBytesThatAreNotUtf8() throws IOException {
        byte[] file = new byte[256];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) (i == '\n' ? 0xff : i);
        }

        assertThat(read(file)).singleElement().satisfies(record -> assertThat(record.payload())
                .isEqualTo(file));
    }

    @Test
    void shouldSayWhereARecordCameFrom() throws IOException {
        assertThat(read("a\n")).extracting(RawRecord::origin).containsExactly(Origin.file("/data/test.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(ints = {BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER - 1, 2 * BUFFER, 3 * BUFFER + 17})
    void shouldReadALineThatCrossesTheBuffersEnd(int length) throws IOException {
        String line = letters(length);

        assertThat(texts(read(line + "\nnext\n" + line))).containsExactly(line, "next", line);
    }

    @Test
    void shouldReadTheSameWhenTheStreamGivesAByteAtATime() throws IOException {
        InputStream trickle = new FilterInputStream(new ByteArrayInputStream(utf8("a\n\nbc\r\nd"))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(1, length));
            }
        };

        assertThat(texts(flat(batches(reader(trickle))))).containsExactly("a", "", "bc", "d");
    }

    // Long lines

    @Test
    void shouldKeepALineOfTheGreatestLengthWhole() throws IOException {
        List<RawRecord> records = read(letters(MAX) + "\nnext");

        assertThat(records).extracting(record -> record.payload().length).containsExactly(MAX, 4);
        assertThat(records).extracting(RawRecord::cutBytes).containsExactly(0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, BUFFER, 3 * BUFFER + 1})
    void shouldCutALineThatIsLonger(int tooMany) throws IOException {
        String line = letters(MAX + tooMany);

        List<RawRecord> records = read(line + "\nnext\n");

        assertThat(texts(records)).containsExactly(line.substring(0, MAX), "next");
        assertThat(records).extracting(RawRecord::cutBytes).containsExactly((long) tooMany, 0L);
    }

    @Test
    void shouldCutTheLastLineToo() throws IOException {
        assertThat(read("first\n" + letters(MAX + 7)))
                .extracting(RawRecord::cutBytes)
                .containsExactly(0L, 7L);
    }

    // Batches

    @Test
    void shouldReadAThousandLinesAtATime() throws IOException {
        assertThat(batches(reader("x\n".repeat(2_500)))).extracting(List::size).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void shouldReadAMebibyteAtATime() throws IOException {
        String line = letters(400 * 1024) + "\n";

        assertThat(batches(reader(line.repeat(7)))).extracting(List::size).containsExactly(3, 3, 1);
    }

    @Test
    void shouldGoOnSayingThatTheFileHasEnded() throws IOException {
        JsonLinesReader reader = reader("a\n");
        batches(reader);

        assertThat(reader.readBatch()).isNull();
    }

    @Test
    void shouldCountTheBytesThatItReads() throws IOException {
        long before = JsonLinesReader.bytesRead();

        read("abc\n\nde\n");

        assertThat(JsonLinesReader.bytesRead() - before).isEqualTo(8);
    }

    // Skipping and closing

    @Test
    void shouldSkipLines() throws IOException {
        JsonLinesReader reader = reader("a\n\nb\nc\n");
        reader.skip(2);

        assertThat(texts(flat(batches(reader)))).containsExactly("b", "c");
    }

    @Test
    void shouldSayThatTheFileIsShorterThanItWas() {
        assertThatThrownBy(() -> reader("a\nb\n").skip(3))
                .isInstanceOf(IOException.class)
                .hasMessage("the file has fewer lines than were read of it before the restart");
    }

    @Test
    void shouldCloseTheFile() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        reader(new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                })
                .close();

        assertThat(closed).isTrue();
    }

    private static JsonLinesReader reader(String text) {
        return reader(new ByteArrayInputStream(utf8(text)));
    }

    private static JsonLinesReader reader(InputStream in) {
        return new JsonLinesReader(in, "/data/test.jsonl", false, 0);
    }

    private static List<RawRecord> read(String text) throws IOException {
        return read(utf8(text));
    }

    private static List<RawRecord> read(byte[] file) throws IOException {
        return flat(batches(reader(new ByteArrayInputStream(file))));
    }

    private static List<List<RawRecord>> batches(JsonLinesReader reader) throws IOException {
        List<List<RawRecord>> batches = new ArrayList<>();
        BulkFormat.RecordIterator<RawRecord> iterator;
        while ((iterator = reader.readBatch()) != null) {
            List<RawRecord> batch = new ArrayList<>();
            RecordAndPosition<RawRecord> next;
            while ((next = iterator.next()) != null) {
                batch.add(next.getRecord());
            }
            batches.add(batch);
        }
        return batches;
    }

    private static List<RawRecord> flat(List<List<RawRecord>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }

    private static List<String> texts(List<RawRecord> records) {
        return records.stream()
                .map(record -> new String(record.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Text that shows a missing, doubled or moved byte. */
    private static String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + i % 89));
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        return text == null
                ? ""
                : text.replace("{BOM}", "\uFEFF").replace("{LS}", "\u2028").translateEscapes();
    }
}
