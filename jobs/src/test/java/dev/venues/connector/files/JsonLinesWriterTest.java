package dev.venues.connector.files;

import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.local.LocalDataOutputStream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** One record, one line. */
class JsonLinesWriterTest {

    private static final int BLOCK = JsonLinesWriter.BLOCK_BYTES;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "'{}',                    '{}\n'",
        "'',                      '\n'",
        "'{\n  \"a\": 1\n}',      '{   \"a\": 1 }\n'",
        "'{\r\n\"a\":1}',         '{  \"a\":1}\n'",
        "'{\"a\":\"\\n\"}',       '{\"a\":\"\\n\"}\n'",
        "'{\"ä\":\"\u2028\"}\n',  '{\"ä\":\"\u2028\"} \n'",
    })
    void shouldWriteARecordOnOneLine(String record, String line) throws IOException {
        assertThat(written(record.getBytes(StandardCharsets.UTF_8))).isEqualTo(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeepBytesThatAreNotUtf8() throws IOException {
        assertThat(written(new byte[] {(byte) 0xff, 0, (byte) 0x80}))
                .isEqualTo(new byte[] {(byte) 0xff, 0, (byte) 0x80, '\n'});
    }

    @Test
    void shouldNotWriteIntoTheRecord() throws IOException {
        byte[] record = {'{', '\n', '}'};

        written(record);

        assertThat(record).isEqualTo(new byte[] {'{', '\n', '}'});
    }

    @Test
    void shouldWriteRecordsOneAfterTheOther() throws IOException {
        JsonLinesWriter<String> writer = new JsonLinesWriter<>(text -> text.getBytes(StandardCharsets.UTF_8), out);

        writer.addElement("a");
        writer.addElement("b\nc");
        writer.finish();

        assertThat(out).hasToString("a\nb c\n");
    }

    /** The end of a block may fall before, into or behind a record or its line break. */
    @ParameterizedTest
    @ValueSource(ints = {BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK - 1, 3 * BLOCK})
    void shouldWriteRecordsAsLongAsItsBlocksAndLonger(int length) throws IOException {
        String record = "\n".repeat(length);
        JsonLinesWriter<String> writer = new JsonLinesWriter<>(text -> text.getBytes(StandardCharsets.UTF_8), out);

        writer.addElement("a");
        writer.addElement(record);
        writer.addElement("b");
        writer.finish();

        assertThat(out).hasToString("a\n" + " ".repeat(length) + "\nb\n");
    }

    @Test
    void shouldWriteManyRecordsInFewPieces() throws IOException {
        AtomicInteger pieces = new AtomicInteger();
        JsonLinesWriter<byte[]> writer = new JsonLinesWriter<>(bytes -> bytes, new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes, int from, int length) {
                pieces.incrementAndGet();
            }
        });

        for (int i = 0; i < 1_000; i++) {
            writer.addElement(new byte[JsonLinesWriter.BLOCK_BYTES / 100 - 1]);
        }
        writer.finish();

        assertThat(pieces).hasValueBetween(10, 11);
    }

    @Test
    void shouldReachTheTaskManagerWhole(@TempDir Path folder) throws Exception {
        BulkWriter.Factory<byte[]> there = InstantiationUtil.clone(JsonLinesWriter.factory(bytes -> bytes));
        Path file = folder.resolve("part.jsonl");

        try (LocalDataOutputStream stream = new LocalDataOutputStream(file.toFile())) {
            BulkWriter<byte[]> writer = there.create(stream);
            writer.addElement(new byte[] {'{', '}'});
            writer.finish();
        }

        assertThat(file).hasContent("{}\n");
    }

    private byte[] written(byte[] record) throws IOException {
        JsonLinesWriter<byte[]> writer = new JsonLinesWriter<>(bytes -> bytes, out);
        writer.addElement(record);
        writer.finish();
        return out.toByteArray();
    }
}
