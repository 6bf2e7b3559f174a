package dev.venues.lookup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ErrorWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"near is unknown\"}                                   | near is unknown",
                "{\"error\":\"Unable to geocode\"}                                   | Unable to geocode",
                "{\"error\":{\"code\":400,\"message\":\"Nothing to search for\"}}    | Nothing to search for",
                "{\"error\":{\"title\":\"Bad request\"}}                             | Bad request",
                "{\"error\":{\"code\":\"SLOW\",\"description\":\"Too fast\"}}        | Too fast",
                "{\"status\":\"REQUEST_DENIED\",\"error_message\":\"The key is bad\"} | The key is bad",
                "{\"error\":\"invalid_token\",\"error_description\":\"It expired\"}  | It expired",
                "{\"type\":\"about:blank\",\"title\":\"Bad\",\"detail\":\"No near\"} | No near",
                "{\"title\":\"Bad request\",\"status\":400}                          | Bad request",
                "{\"errors\":[{\"message\":\"first\"},{\"message\":\"second\"}]}     | first",
                "{\"errors\":[{\"detail\":\"first\"}]}                               | first",
                "{\"errors\":[\"first\",\"second\"]}                                 | first",
                "{\"detail\":[{\"loc\":[\"q\"],\"msg\":\"field required\"}]}         | field required",
                "{\"description\":\"Too many\"}                                      | Too many",
                "{\"status\":{\"code\":402,\"message\":\"quota exceeded\"}}          | quota exceeded",
                "{\"meta\":{\"code\":403,\"errorDetail\":\"Limit reached\"}}         | Limit reached",
                "{\"fault\":{\"faultstring\":\"Rate limit quota violation\"}}        | Rate limit quota violation",
                "\"just text\"                                                       | just text",
                "[{\"message\":\"in a list\"}]                                       | in a list",
                "{\"message\":\"\",\"error\":\"Not Found\"}                          | Not Found",
                "{\"message\":null,\"error\":true,\"detail\":\"x\"}                  | x",
                "Too many requests                                                   | Too many requests",
                "<html><head><title>403 Forbidden</title></head>no</html>            | 403 Forbidden",
                "<!DOCTYPE html><TITLE lang=\"en\"> A &amp; B </TITLE>               | A & B",
            })
    void shouldReadTheShapesThatApisHaveInCommon(String body, String words) {
        assertThat(words(body)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n",
                "{}",
                "[]",
                "null",
                "{\"status\":\"ERROR\",\"code\":17}",
                "{\"message\":42}",
                "{\"a\":{\"message\":\"elsewhere\"}}",
                "{\"message\":\"half",
                "{\"message\":\"x\"} trailing",
                "<html><body>no title</body></html>",
                "<title>unclosed",
                "<?xml version=\"1.0\"?><a/>",
            })
    void shouldSayNothingWhereThereAreNoWords(String body) {
        assertThat(words(body)).isIn("", "null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'line one\r\n\tline two'               | line one line two",
                "'  many    spaces  '                   | many spaces",
                "'One sentence.'                        | One sentence",
                "'and so on...'                         | and so on...",
            })
    void shouldGiveOneLine(String text, String words) {
        assertThat(words(text)).isEqualTo(words);
    }

    /** A log is read on terminals: what moves the cursor, reorders or hides must not get there. */
    @Test
    void shouldLeaveOutWhatIsNoText() {
        assertThat(words("{\"message\":\"a\\u0000b\\u001b[31mc\\u202ed\\u200be\\u2028f\\ud800g\"}"))
                .isEqualTo("a b [31mc d e f g");
    }

    @Test
    void shouldGiveTwoHundredCharactersAtMost() {
        assertThat(words("x".repeat(200))).hasSize(200);
        assertThat(words("x".repeat(201))).hasSize(200).endsWith("x…");
        String faces = words("{\"message\":\"" + "😀".repeat(1_000) + "\"}");
        assertThat(faces.codePointCount(0, faces.length())).isEqualTo(200);
        assertThat(faces).endsWith("😀…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://api.example/docs?key=abc&x=1 now    | see https://api.example/docs now",
                "see https://me:secret@api.example/docs#top      | see https://api.example/docs",
                "see https://me:p@ss@api.example                 | see https://api.example",
                "GET /search?q=x&api_key=abc failed              | GET /search?q=x&api_key=*** failed",
                "token=abc is no token                           | token=*** is no token",
                "mail us: a@b.example                            | mail us: a@b.example",
            })
    void shouldShowNoMoreOfAUrlThanWhereItLeads(String text, String words) {
        assertThat(words(text)).isEqualTo(words);
    }

    static Stream<Arguments> hostileBodies() {
        return Stream.of(
                Arguments.of("deep", "[".repeat(100_000)),
                Arguments.of("deep and well-formed", "[".repeat(99) + "\"x\"" + "]".repeat(99)),
                Arguments.of("60 KiB of text", "{\"message\":\"" + "x".repeat(60 << 10) + "\"}"),
                Arguments.of("1 MiB of braces", "{\"error\":".repeat(100_000)),
                Arguments.of("1 MiB of text", "{\"message\":\"" + "x".repeat(1 << 20) + "\"}"),
                Arguments.of("1 MiB of a plain word", "x".repeat(1 << 20)),
                Arguments.of("1 MiB of titles", "<title>".repeat(150_000)),
                Arguments.of("1 MiB of a scheme", "a".repeat(1 << 20) + "://"),
                Arguments.of("1 MiB of schemes", "a://".repeat(1 << 18)),
                Arguments.of("1 MiB of keys", "key=".repeat(1 << 18)),
                Arguments.of("1 MiB of spaces", " ".repeat(1 << 20)),
                Arguments.of("a number without end", "{\"message\":" + "9".repeat(1 << 20) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileBodies")
    void shouldBearWhatIsMadeToHarm(String name, String body) {
        assertThat(words(body)).hasSizeLessThanOrEqualTo(ErrorWords.MAX_LENGTH).doesNotContain("\n");
    }

    @Test
    void shouldNotParseADocumentForOneLine() {
        String around = "{\"message\":\"x\",\"a\":\"\"}";

        assertThat(words(around.replace("\"\"}", '"' + "y".repeat((64 << 10) - around.length()) + "\"}")))
                .isEqualTo("x");
        assertThat(words(around.replace("\"\"}", '"' + "y".repeat((64 << 10) - around.length() + 1) + "\"}")))
                .isEmpty();
    }

    @Test
    void shouldNotShowBytesThatAreNoText() {
        assertThat(words(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}))
                .isEmpty();
        assertThat(words(new byte[] {'a', 0, 'b'})).isEmpty();
        assertThat(words("Café".getBytes(ISO_8859_1))).isEmpty();
        assertThat(words("{\"message\":\"Café\"}".getBytes(ISO_8859_1))).isEmpty();
        assertThat(words("{\"message\":\"Café\"}")).isEqualTo("Café");
    }

    /** Cut first, a secret would be found by its whole only, and its start be shown. */
    @Test
    void shouldHideBeforeItCuts() {
        String text = "x".repeat(195) + " s3cret-of-mine";

        assertThat(ErrorWords.of(text.getBytes(UTF_8), words -> words.replace("s3cret-of-mine", "***")))
                .endsWith("x ***");
    }

    private static String words(String body) {
        return words(body.getBytes(UTF_8));
    }

    private static String words(byte[] body) {
        return ErrorWords.of(body, UnaryOperator.identity());
    }
}
