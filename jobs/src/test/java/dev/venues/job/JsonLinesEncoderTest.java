package dev.venues.job;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** One record, one line. */
class JsonLinesEncoderTest {

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
        assertThat(encode(record.getBytes(StandardCharsets.UTF_8))).isEqualTo(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeepBytesThatAreNotUtf8() throws IOException {
        assertThat(encode(new byte[] {(byte) 0xff, 0, (byte) 0x80}))
                .isEqualTo(new byte[] {(byte) 0xff, 0, (byte) 0x80, '\n'});
    }

    @Test
    void shouldNotWriteIntoTheRecord() throws IOException {
        byte[] record = {'{', '\n', '}'};

        encode(record);

        assertThat(record).isEqualTo(new byte[] {'{', '\n', '}'});
    }

    @Test
    void shouldWriteRecordsOneAfterTheOther() throws IOException {
        JsonLinesEncoder<String> encoder = new JsonLinesEncoder<>(text -> text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        encoder.encode("a", out);
        encoder.encode("b\nc", out);

        assertThat(out).hasToString("a\nb c\n");
    }

    @Test
    void shouldReachTheTaskManagerWhole() throws Exception {
        JsonLinesEncoder<byte[]> there = InstantiationUtil.clone(new JsonLinesEncoder<>(bytes -> bytes));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        there.encode(new byte[] {'{', '}'}, out);

        assertThat(out).hasToString("{}\n");
    }

    private static byte[] encode(byte[] record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLinesEncoder<byte[]>(bytes -> bytes).encode(record, out);
        return out.toByteArray();
    }
}
