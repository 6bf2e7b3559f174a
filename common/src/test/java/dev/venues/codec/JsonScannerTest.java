package dev.venues.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonScannerTest {

    private static final int[] LENGTHS = {0, 1, 6, 7, 8, 9, 15, 16, 17, 31};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "10",
                "-1",
                "0.0",
                "0e0",
                "0E+1",
                "1e-00",
                "123e65",
                "1.5E400",
                "-0.000000000000000000000000000000000001",
                "100000000000000000000000000000000000000000",
                "null",
                "true",
                "false",
                "\"\"",
                "\" \u007f\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\u0000\\u00e9\\uAbCd\\uffff\"",
                "\"\\ud83c\\udfb5\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\\\u0\"",
                "\"\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\"",
                "\"\u2028\u2029\ufeff\"",
                "[]",
                "[ ]",
                "{}",
                "{\t}",
                "[null]",
                "[1,\n2\r]",
                "[[],{},[[]]]",
                "[[ ] , { } ]",
                "{\"\":0}",
                "{\"a\":1,\"a\":2}",
                "{\"\\u0061\":[{\"b\":{}}]}",
                "{ \"a\" : { \"b\" : [ 1 , \"x\" ] } , \"c\" : null }",
            })
    void shouldReachTheEndOfAValue(String json) throws Exception {
        assertThat(pastValue(json)).isEqualTo(length(json));
        assertThat(pastValue(json + ",1")).isEqualTo(length(json));
        assertThat(pastValue("[" + json + "]")).isEqualTo(length(json) + 2);
        assertThat(pastValue("{\"k\":" + json + "}")).isEqualTo(length(json) + 6);
        assertThat(pastValue("[[" + json + ", " + json + "]\t]")).isEqualTo(2 * length(json) + 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+1",
                "01",
                "-01",
                "00",
                "1.",
                ".1",
                "-.1",
                "1.e1",
                "1e",
                "1e+",
                "1.5e-",
                "1ee1",
                "1.1.1",
                "1e1.5",
                "0x1",
                "1_000",
                "1f",
                "--1",
                "- 1",
                "1 000",
                "NaN",
                "Infinity",
                "-Infinity",
                "n",
                "nul",
                "nulll",
                "Null",
                "tru",
                "truee",
                "TRUE",
                "fals",
                "falsee",
                "undefined",
                "\"",
                "\"a",
                "\"aaaaaaaaaaaaaaaaaaa",
                "\"\\",
                "\"\\\"",
                "\"\\u\"",
                "\"\\u123\"",
                "\"\\u123g\"",
                "\"\\U0041\"",
                "\"\\u 041\"",
                "\"\\x41\"",
                "\"\\'\"",
                "\"\\a\"",
                "\"\\\n\"",
                "\"\t\"",
                "\"\n\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "'a'",
                "a",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[,]",
                "[1,,2]",
                "[1 2]",
                "[1;2]",
                "[1}",
                "[\"a\":1]",
                "[\"a\"",
                "]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,}",
                "{,\"a\":1}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\":1 \"b\":2}",
                "{\"a\"}",
                "{\"a\",1}",
                "{\"a\"::1}",
                "{\"a\" 1}",
                "{a:1}",
                "{1:1}",
                "{null:1}",
                "{'a':1}",
                "{\"a\":1]",
                "{[]}",
                "{{}}",
                "}",
                "[1]]",
                "{}{}",
                "[\u000b]",
                "[\u000c1]",
                "[\u00a0]",
                "[\u2003]",
                "[\ufeff]",
                "[/**/1]",
                "[1 // c",
                "[#\n1]",
                "\u0000",
            })
    void shouldRefuseWhatIsNoValue(String json) {
        assertRefused(json);
        assertRefused("{\"a\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c2",
                "c241",
                "c3c3",
                "df",
                "e08080",
                "e09fbf",
                "e0a0",
                "e28228",
                "eda080",
                "edafbf",
                "edb080",
                "edbfbf",
                "efbf",
                "f0808080",
                "f08fbfbf",
                "f09d84",
                "f0282828",
                "f4908080",
                "f5808080",
                "f8888080",
                "fe",
                "ff",
            })
    void shouldRefuseInvalidUtf8WhereverItStandsInAString(String hex) {
        for (int length : LENGTHS) {
            String text = "x".repeat(length) + new String(HexFormat.of().parseHex(hex), ISO_8859_1);
            for (String json : List.of("\"" + text + "\"", "\"" + text, "{\"" + text + "\":\"xxxxxxxxxxxx\"}")) {
                assertThatThrownBy(() -> JsonScanner.pastValue(json.getBytes(ISO_8859_1), 0, 0))
                        .isInstanceOf(EventRejectedException.class);
            }
        }
    }

    @Test
    void shouldFindTheEndOfAStringWhereverItStands() throws Exception {
        for (int length : LENGTHS) {
            String text = "\"" + "x".repeat(length);
            assertThat(JsonText.end((text + "\"").getBytes(UTF_8), 1)).isEqualTo(length + 1);
            assertThat(JsonText.end((text + "\"\u0001\\\"é.........").getBytes(UTF_8), 1))
                    .isEqualTo(length + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001f", "\n", "\\x", "\\u00g0"})
    void shouldRefuseWhatNoStringHoldsWhereverItStands(String part) {
        for (int length : LENGTHS) {
            assertRefused("\"" + "x".repeat(length) + part + "\"");
            assertRefused("\"" + "x".repeat(length) + part + "xxxxxxxxxxxxxxxxxxx\"");
        }
    }

    @Test
    void shouldTellWhetherAStringHasEscapes() throws Exception {
        for (int length : LENGTHS) {
            String text = "\"" + "é".repeat(length);
            assertThat(JsonText.end((text + "\"").getBytes(UTF_8), 1)).isEqualTo(length(text));
            assertThat(JsonText.end((text + "\\\\é\"").getBytes(UTF_8), 1)).isEqualTo(~(length(text) + 4));
        }
    }

    /** What is open is kept in words of 64 bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 66, 127, 128, 129, 130, 192, 193, 500, 1_000})
    void shouldKnowWhatIsOpenAtAnyDepth(int depth) throws Exception {
        StringBuilder open = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            boolean object = Integer.bitCount(i * 37) % 2 == 0;
            open.append(object ? "{\"a\":" : "[");
            close.insert(0, object ? ",\"b\":1}" : ",2]");
        }
        String json = open + "0" + close;

        assertThat(pastValue(json)).isEqualTo(json.length());
        for (int i = open.length(); i < json.length(); i++) {
            if (json.charAt(i) == '}' || json.charAt(i) == ']') {
                assertRefused(json.substring(0, i) + (json.charAt(i) == '}' ? ']' : '}') + json.substring(i + 1));
            }
        }
    }

    @Test
    void shouldCountWhatIsOpenAroundAValue() throws Exception {
        byte[] twoDeep = "[[]]".getBytes(UTF_8);

        assertThat(JsonScanner.pastValue(twoDeep, 0, EventCodec.MAX_DEPTH - 2)).isEqualTo(4);
        assertThatThrownBy(() -> JsonScanner.pastValue(twoDeep, 0, EventCodec.MAX_DEPTH - 1))
                .isInstanceOf(EventRejectedException.class);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "a, 97", "ab, 25185", "abcdefgh, 7523094288207667809", "abcdefghi, 7523094288207667809"})
    void shouldTakeThePrefixOfATextWhereverItStands(String text, long prefix) {
        byte[] alone = text.getBytes(UTF_8);
        byte[] inside = ("x" + text + "yyyyyyyyyyyy").getBytes(UTF_8);

        assertThat(JsonText.prefix(alone, 0, alone.length)).isEqualTo(prefix);
        assertThat(JsonText.prefix(inside, 1, alone.length)).isEqualTo(prefix);
    }

    private static int pastValue(String json) throws EventRejectedException {
        return JsonScanner.pastValue(json.getBytes(UTF_8), 0, 0);
    }

    private static int length(String text) {
        return text.getBytes(UTF_8).length;
    }

    /** Something that is a value up to its end is none. */
    private static void assertRefused(String json) {
        int end;
        try {
            end = pastValue(json);
        } catch (EventRejectedException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            return;
        }
        assertThat(end).as(json).isLessThan(length(json));
    }
}
