package dev.venues.monitoring;

import dev.venues.testing.Checkout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every alert says what it is about and where to read on, and is shown to fire and not to fire. */
class AlertsTest {

    private static final Path CONF = Checkout.root().resolve("conf/prometheus");

    static Stream<String> alerts() throws IOException {
        return Arrays.stream(Files.readString(CONF.resolve("alerts.yml")).split("- alert: "))
                .skip(1);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void shouldSayWhatItIsAboutAndWhereToReadOn(String alert) throws IOException {
        assertThat(alert).containsPattern("summary: \"[^\"]{10,}\"").containsPattern("description: \"[^\"]{10,}\"");
        Matcher runbook = Pattern.compile("runbook_url: (docs/\\w+\\.md)#(.+)").matcher(alert);
        assertThat(runbook.find()).isTrue();
        assertThat(headings(Checkout.root().resolve(runbook.group(1)))).contains(runbook.group(2));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void shouldBeShownToFireAndNotToFire(String alert) throws IOException {
        String name = alert.lines().findFirst().orElseThrow();
        List<String> cases = Arrays.stream(
                        Files.readString(CONF.resolve("alerts-test.yml")).split("- eval_time: "))
                .filter(each -> each.contains("alertname: " + name + "\n"))
                .toList();

        assertThat(cases).anyMatch(each -> each.contains("exp_alerts:"));
        assertThat(cases).anyMatch(each -> !each.contains("exp_alerts:"));
    }

    /** As GitHub names them. */
    private static List<String> headings(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
