package dev.venues.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.text.Normalizer.Form;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.text.Normalizer.normalize;
import static org.assertj.core.api.Assertions.assertThat;

class SpellingTest {

    /** In composed form; no two of them are one. */
    private static final List<String> NAMES = List.of(
            "Berghain", "Café Nord", "ὁ ᾯδεῖον", "서울 한강", "Ångström Ü", "कॅफे नॉर्थ", "باغ وحش", "🎵 Bar", "ﬁne ½");

    @ParameterizedTest
    @MethodSource("spaces")
    void shouldMakeOneSpaceOfAnySpaces(String space) {
        for (String name : NAMES) {
            assertThat(Spelling.asked(name.replace(" ", space))).isEqualTo(name);
            assertThat(Spelling.asked(space + name.replace(" ", space + " " + space) + space + space))
                    .isEqualTo(name);
        }
        assertThat(Spelling.asked(space + space)).isEmpty();
    }

    @Test
    void shouldLeaveOutAllFormatCharacters() {
        List<String> formats = formats().toList();

        assertThat(formats)
                .hasSizeGreaterThan(150)
                .contains("\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff");
        for (String format : formats) {
            for (String name : NAMES) {
                assertThat(Spelling.asked(everywhere(format, name))).isEqualTo(name);
                assertThat(Spelling.asked(everywhere(format, normalize(name, Form.NFD))))
                        .isEqualTo(name);
            }
            assertThat(Spelling.asked(format + " " + format)).isEmpty();
        }
    }

    @Test
    void shouldCompose() {
        for (String name : NAMES) {
            assertThat(Spelling.asked(normalize(name, Form.NFD))).isEqualTo(name);
        }
    }

    /** Only what looks the same is one text: a ligature, a fraction and a letter's case go out as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"ﬁne", "½", "Ⅷ", "Ｆ", "BERGHAIN", "ß", "¨", "❤\ufe0f"})
    void shouldKeepWhatReadsDifferently(String text) {
        assertThat(Spelling.asked(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "Berghain", "The Big Hall", "~!\"%&'\\"})
    void shouldMakeNoNewTextOfOneThatIsRight(String text) {
        assertThat(Spelling.asked(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"The Big Hall ", " The Big Hall", "The  Big Hall", "The Big\tHall", "The Big Hall \n"})
    void shouldFoldAsciiToo(String text) {
        assertThat(Spelling.asked(text)).isEqualTo("The Big Hall");
    }

    @Test
    void shouldChangeNothingTheSecondTime() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .mapToObj(c -> Spelling.asked("a" + Character.toString(c) + "\u0301 b"))
                .forEach(asked -> assertThat(Spelling.asked(asked)).isEqualTo(asked));
    }

    /** Composing a long text may take long, and no API is asked for one. */
    @ParameterizedTest
    @CsvSource({"2048, true", "2049, false"})
    void shouldComposeNoLongText(int chars, boolean composes) {
        String decomposed = "e\u0301".repeat(chars).substring(0, chars);

        String asked = Spelling.asked(decomposed);

        assertThat(asked.equals(decomposed)).isNotEqualTo(composes);
    }

    private static String everywhere(String format, String name) {
        StringBuilder text = new StringBuilder(format);
        name.codePoints().forEach(c -> text.appendCodePoint(c).append(format));
        return text.toString();
    }

    /** All that have the property White_Space, and the three separators that Java takes for white space. */
    static Stream<String> spaces() {
        return IntStream.of(
                        0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001,
                        0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f,
                        0x205f, 0x3000)
                .mapToObj(Character::toString);
    }

    static Stream<String> formats() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> Character.getType(c) == Character.FORMAT)
                .mapToObj(Character::toString);
    }
}
