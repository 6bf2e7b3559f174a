package dev.venues.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MarkupTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "</script><img onerror=x>, &lt;/script&gt;&lt;img onerror=x&gt;",
                "a & b, a &amp; b",
                "\"x\" 'y', &quot;x&quot; &#39;y&#39;",
                "Café 東京 🎸, Café 東京 🎸",
            })
    void shouldEscapeTextAndAttributesAlike(String content, String escaped) {
        assertThat(new Markup().leaf("p", content, "title", content).toString())
                .endsWith("<p title=\"" + escaped + "\">" + escaped + "</p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\u007f", "\u0085", "\u202e", "\u2066", "\ud800", "\udc00", "\uffff"})
    void shouldReplaceWhatIsNoVisibleText(String character) {
        assertThat(new Markup().leaf("p", "a" + character + "b").toString()).endsWith("<p>a\uFFFDb</p>\n");
    }

    @Test
    void shouldKeepWhatEmojiAreMadeOf() {
        String family = "👩\u200D🎤";

        assertThat(new Markup().leaf("p", family).toString()).contains(family);
    }

    @Test
    void shouldEndElementsOfSvgThatAreEmpty() {
        assertThat(new Markup().open("svg").empty("rect", "x", "1").close().toString())
                .endsWith("<svg><rect x=\"1\"/>\n</svg>\n");
        assertThat(new Markup().empty("meta", "charset", "utf-8").toString()).endsWith("<meta charset=\"utf-8\">\n");
    }

    @Test
    void shouldNotPassForWholeWhenAnElementIsOpen() {
        Markup html = new Markup().open("p");

        assertThatThrownBy(html::toString).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCutLongNamesBetweenCharacters() {
        assertThat(Markup.brief("🎸".repeat(121))).isEqualTo("🎸".repeat(120) + "…");
        assertThat(Markup.brief("🎸".repeat(120))).isEqualTo("🎸".repeat(120));
    }
}
