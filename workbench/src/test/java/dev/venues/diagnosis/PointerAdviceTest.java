package dev.venues.diagnosis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PointerAdviceTest {

    private static final String NAME = "/venue/name";

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                // Another shape.
                "{\"id\":\"7\",\"place\":{\"title\":\"Tresor\",\"town\":\"Berlin\"}} ! they have texts at /id, /place/title, /place/town, of which /place/title looks like the name (venues.event.name)",
                "{\"venue.name\":\"Tresor\",\"name\":\"sold\"} ! they have texts at /venue.name, /name, of which /venue.name looks like the name (venues.event.name)",
                "{\"username\":\"ada\",\"venue_name\":\"Tresor\"} ! they have texts at /username, /venue_name, of which /venue_name looks like the name (venues.event.name)",
                "{\"user\":{\"lastName\":\"Lovelace\"},\"clubName\":\"Tresor\"} ! they have texts at /user/lastName, /clubName, of which /clubName looks like the name (venues.event.name)",
                "{\"name\":\"https://example.org/\",\"place\":\"Tresor\"} ! they have texts at /name, /place, of which /place looks like the name (venues.event.name)",
                "{\"a/b\":{\"~c\":\"x\"}} ! they have texts at /a~1b/~0c",
                "{\"price\":12.50} ! they have no text at all",
                "{} ! they have no text at all",
                // The same in other letters.
                "{\"Venue\":{\"Name\":\"Tresor\"}} ! they have /Venue/Name: in pointers, letter case counts (venues.event.name)",
                "{\"venue\":{\"NAME\":\"Tresor\"}} ! they have /venue/NAME: in pointers, letter case counts (venues.event.name)",
                // CloudEvents, EventBridge.
                "{\"specversion\":\"1.0\",\"data\":{\"venue\":{\"name\":\"Tresor\"}}} ! they have /data/venue/name: put /data before each venues.event.* pointer",
                "{\"source\":\"shop\",\"detail\":{\"event\":{\"venue\":{\"name\":\"Tresor\"}}}} ! they have /detail/event/venue/name: put /detail/event before each venues.event.* pointer",
                // SNS, Lambda.
                "{\"Type\":\"Notification\",\"Message\":\"{\\\"venue\\\":{\\\"name\\\":\\\"Tresor\\\"}}\"} ! each line is an envelope with the event as a text that holds JSON at /Message: take it out first",
                "{\"Records\":[{\"Sns\":{\"Message\":\"{\\\"venue\\\":{\\\"name\\\":\\\"Tresor\\\"}}\"}}]} ! each line is an envelope with an array of events at /Records: write one event a line",
                // Firehose: {"venue":{"name":"Tresor"}} in base64.
                "{\"requestId\":\"1\",\"records\":[{\"data\":\"eyJ2ZW51ZSI6eyJuYW1lIjoiVHJlc29yIn19\"}]} ! each line is an envelope with an array of events at /records: write one event a line",
                "{\"partitionKey\":\"1\",\"data\":\"eyJ2ZW51ZSI6eyJuYW1lIjoiVHJlc29yIn19\"} ! each line is an envelope with the event in base64 at /data: decode it first",
                // Another shape in an envelope.
                "{\"Message\":\"{\\\"title\\\":\\\"Tresor\\\"}\"} ! each line is an envelope with the event as a text that holds JSON at /Message: take it out first",
                "{\"Message\":\"{\\\"name\\\":\\\"sold\\\"}\",\"label\":\"Tresor\"} ! they have texts at /label, of which /label looks like the name (venues.event.name)",
                // No name where there should be one.
                "{\"venue\":{\"name\":null}} ! what stands at /venue/name is null, no name",
                "{\"venue\":{\"name\":\"  \"}} ! what stands at /venue/name is blank, no name",
                "{\"venue\":{\"name\":7}} ! what stands at /venue/name is a number, no name",
                "{\"venue\":{\"name\":{\"en\":\"Tresor\"}}} ! what stands at /venue/name is an object, no name",
                "{\"venue\":{\"name\":[\"Tresor\"]}} ! what stands at /venue/name is an array, no name",
            })
    void shouldSayWhatEventsHaveInstead(String event, String advice) {
        assertThat(advice(event)).isEqualTo(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"venue\":{\"name\":\"Tresor\"}}", "{\"id\":\"1\"}|{\"venue\":{\"name\":\"Tresor\"}}"})
    void shouldSayNothingWhereAnEventHasAName(String events) {
        assertThat(PointerAdvice.of(NAME, bytes(events))).isEmpty();
    }

    @Test
    void shouldSayNothingWhereNoEventIsKnown() {
        assertThat(PointerAdvice.of(NAME, List.of())).isEmpty();
    }

    @Test
    void shouldNameATextOnceAndNotAllWhereThereAreMany() {
        String event = IntStream.range(0, 300)
                .mapToObj(i -> "\"k" + i + "\":\"x\"")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(advice(event + "|" + event))
                .startsWith("they have texts at /k0, /k1, ")
                .endsWith("/k11 and 188 more");
    }

    @Test
    void shouldLookAtAllOfTheFirstEvents() {
        assertThat(advice("{\"id\":\"1\"}|no JSON|{\"id\":\"2\",\"place\":\"Tresor\"}"))
                .isEqualTo("they have texts at /id, /place, of which /place looks like the name (venues.event.name)");
    }

    @Test
    void shouldShowNoControlCharacterOfAnEvent() {
        assertThat(advice("{\"\\u001b[31mred\":\"x\"}")).isEqualTo("they have texts at /?[31mred");
    }

    /** A bomb of texts in texts ends where the depth does. */
    @Test
    void shouldBearEventsThatAreDeep() {
        assertThat(advice("{\"a\":".repeat(900) + "\"x\"" + "}".repeat(900))).isEqualTo("they have no text at all");
    }

    private static String advice(String events) {
        return PointerAdvice.of(NAME, bytes(events)).orElse("");
    }

    private static List<byte[]> bytes(String lines) {
        return Stream.of(lines.split("\\|", -1))
                .map(line -> line.getBytes(UTF_8))
                .toList();
    }
}
