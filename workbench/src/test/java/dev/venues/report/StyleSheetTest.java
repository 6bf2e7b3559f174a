package dev.venues.report;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Text can be read in both colour schemes: the contrast that WCAG 2.2 asks of small text, and of lines that mean something. */
class StyleSheetTest {

    @ParameterizedTest
    @CsvSource({
        "ink, paper, 4.5",
        "ink, card, 4.5",
        "soft, paper, 4.5",
        "soft, card, 4.5",
        "soft, sea, 4.5",
        "soft, land, 3",
        "a, paper, 4.5",
        "good-ink, good, 4.5",
        "warn-ink, warn, 4.5",
        "bad-ink, bad, 4.5",
        "a, card, 3",
        "b, card, 3",
        "c, card, 3",
        "d, card, 3",
        "e, card, 3",
        "dot, land, 3",
        "dot, sea, 3",
    })
    void shouldHaveEnoughContrast(String front, String back, double least) throws IOException {
        String sheet;
        try (InputStream in = ReportPage.class.getResourceAsStream("/report/report.css")) {
            sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int dark = sheet.indexOf("prefers-color-scheme: dark");

        assertThat(contrast(sheet.substring(0, dark), front, back)).as("light").isGreaterThanOrEqualTo(least);
        assertThat(contrast(sheet.substring(dark), front, back)).as("dark").isGreaterThanOrEqualTo(least);
    }

    private static double contrast(String scheme, String front, String back) {
        double one = luminance(scheme, front);
        double other = luminance(scheme, back);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String scheme, String name) {
        Matcher colour = Pattern.compile("--" + name + ": #([0-9a-f]{6})").matcher(scheme);
        assertThat(colour.find()).as(name).isTrue();
        int rgb = Integer.parseInt(colour.group(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
