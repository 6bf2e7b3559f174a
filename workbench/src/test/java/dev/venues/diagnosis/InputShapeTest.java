package dev.venues.diagnosis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class InputShapeTest {

    /** Lines are parted by a bar, so that a row of the table is a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{|  \"venue\": {|    \"name\": \"Tresor\"|  }|}             ! JSON over several lines",
                "{\"venue\": {|\"name\": \"Tresor\"}}                        ! JSON over several lines",
                "[                                                           ! a JSON array",
                "[{\"venue\":{}},{\"venue\":{}}]                             ! a JSON array",
                "[|{\"venue\":{}},|{\"venue\":{}}|]                          ! a JSON array",
                "\ufeff[                                                     ! a JSON array",
                "{\"id\":1}{\"id\":2}                                        ! JSON objects with no line break between them",
                "{\"id\":1},|{\"id\":2}                                      ! JSON objects with a comma behind each",
                "\"{\\\"venue\\\":{}}\"|\"{\\\"venue\\\":{}}\"               ! JSON texts that hold JSON",
                "id,name,city|1,Tresor,Berlin                                ! CSV, by its first line \"id,name,city\"",
                "id;name;city|1;Tresor;Berlin                                ! CSV, by its first line \"id;name;city\"",
                "id\tname|1\tTresor                                          ! CSV, by its first line \"id?name\"",
                "<?xml version=\"1.0\"?>|<events>                            ! XML or HTML",
            })
    void shouldTellWhatIsNotOneObjectALine(String lines, String is) {
        assertThat(other(lines)).startsWith(is + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":1}",
                "{\"id\":1}|{\"id\":2}",
                "\ufeff{\"id\":1}|{\"id\":2}",
                "{\"id\":1}|{\"broken\"",
                "{\"broken\"|{\"id\":1}",
                "{'id':1}|{'id':2}",
                "{\"id\":1} and more",
                "no table|and no, JSON",
                "\"text\"",
            })
    void shouldSayNothingOfWhatLooksRightOrIsNotKnown(String lines) {
        assertThat(InputShape.other(bytes(lines))).isEmpty();
    }

    @Test
    void shouldSayNothingWhereThereIsNothing() {
        assertThat(InputShape.other(List.of())).isEmpty();
    }

    /** The files source parts them at the byte of a line feed. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void shouldTellOtherUnicode(String charset) {
        byte[] line = "{\"id\":1}".getBytes(Charset.forName(charset));

        assertThat(InputShape.other(List.of(line, line)).orElseThrow()).startsWith("UTF-16 or UTF-32: ");
    }

    @Test
    void shouldTellGzipUnderAnotherName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"id\":1}\n".getBytes(UTF_8));
        }

        assertThat(InputShape.other(List.of(bytes.toByteArray())).orElseThrow())
                .isEqualTo("gzip, and its name does not end in .gz: rename it");
    }

    @Test
    void shouldTellTextUnderTheNameOfGzip() {
        byte[] asTheSourceHasIt = "<the compressed file is damaged here>".getBytes(UTF_8);

        assertThat(InputShape.other(List.of(asTheSourceHasIt)).orElseThrow())
                .isEqualTo("no gzip though its name ends in .gz: rename it");
    }

    @ParameterizedTest
    @CsvSource({
        "504b03040a, a zip file",
        "425a683931, compressed by bzip2",
        "28b52ffd24, compressed by zstd",
        "fd377a585a, compressed by xz",
        "5041523115, a Parquet file",
        "4f626a0104, an Avro file"
    })
    void shouldTellOtherFormats(String hex, String is) {
        assertThat(InputShape.other(List.of(HexFormat.of().parseHex(hex))).orElseThrow())
                .startsWith(is);
    }

    private static String other(String lines) {
        return InputShape.other(bytes(lines)).orElse("");
    }

    private static List<byte[]> bytes(String lines) {
        return Stream.of(lines.split("\\|", -1))
                .map(line -> line.getBytes(UTF_8))
                .toList();
    }
}
