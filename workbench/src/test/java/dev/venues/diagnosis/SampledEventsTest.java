package dev.venues.diagnosis;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.job.Connectors;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SampledEventsTest {

    private static final String TRESOR = "{\"venue\":{\"name\":\"Tresor\",\"city\":\"Berlin\",\"country\":\"DE\"}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                TRESOR
                        + " ! asked    name \"Tresor\", city \"Berlin\", country \"DE\"; GET /api?q=Tresor, Berlin, DE&limit=1",
                "{\"venue\":{\"name\":\" Bar  25 \"}} ! asked    name \"Bar 25\"; GET /api?q=Bar 25&limit=1",
                "{\"venue\":{\"name\":\"Tresor\",\"country\":\"DE\"}} ! asked    name \"Tresor\", country \"DE\"; GET /api?q=Tresor, DE&limit=1",
                "{\"venue\":{\"name\":\"a\\u001bb\"}} ! asked    name \"a?b\"; GET /api?q=a?b&limit=1",
                "{\"venue\":{\"name\":\"Tresor\",\"latitude\":52.5,\"longitude\":13.4}} ! present  it carries coordinates",
                "{\"venue\":{\"title\":\"Tresor\"}} ! skipped  no name at /venue/name",
                "{\"venue\" ! dead     malformed: not JSON: expected a colon at byte 8, but the event ends",
                "{\"venue\":{\"name\":\"Tresor\",\"geo\":1}} ! asked    name \"Tresor\"; GET /api?q=Tresor&limit=1",
            })
    void shouldSayWhatWouldBecomeOfAnEvent(String event, String line) throws SettingsException {
        assertThat(text("photon", event).lines().findFirst().orElseThrow()).isEqualTo("     1  " + line);
    }

    @Test
    void shouldRefuseWhatTheProviderCannotBeAsked() throws SettingsException {
        assertThat(text("embedded", "{\"venue\":{\"name\":\"Tresor\"}}"))
                .contains("     1  dead     rejected: embedded needs a city or a country beside the name");
    }

    @Test
    void shouldShowNoKey() throws SettingsException {
        assertThat(text("google", TRESOR, "--venues.geo.api-key", "${env:PATH}"))
                .contains("GET /maps/api/geocode/json?address=Tresor, Berlin, DE\n")
                .doesNotContain("key");
    }

    /** What was shown was not what the job sends. */
    @Test
    void shouldShowAllParametersThatTheJobSends() throws SettingsException {
        assertThat(text(
                        "nominatim",
                        TRESOR,
                        "--venues.geo.contact",
                        "ops@acme.example",
                        "--venues.geo.query.countrycodes",
                        "de",
                        "--venues.geo.query.sig",
                        "${env:PATH}"))
                .contains("&countrycodes=de&sig=******&email=ops@acme.example\n")
                .doesNotContain(System.getenv("PATH"));
        assertThat(text("photon", TRESOR, "--venues.geo.language", "de"))
                .contains("GET /api?q=Tresor, Berlin, DE&limit=1&lang=de\n");
    }

    @Test
    void shouldCountAllAndEachVenueOnce() throws SettingsException {
        assertThat(text("photon", TRESOR + "|" + TRESOR.replace("Tresor", "TRESOR") + "|{}|x"))
                .endsWith("4 events: 2 asked (1 distinct), 0 present, 1 skipped, 1 dead\n");
    }

    @Test
    void shouldWarnWhereARunWould() throws SettingsException {
        assertThat(text("photon", "{\"place\":\"Tresor\"}|{\"place\":\"Tresor\"}"))
                .endsWith(
                        "\nwarning: a run over these would say: nothing was located: 2 of 2 events have no name at"
                                + " /venue/name; they have texts at /place, of which /place looks like the name (venues.event.name)\n");
        assertThat(text("photon", "not|json"))
                .endsWith(
                        "\nwarning: a run over these would say: all 2 events became dead letters: most are malformed, the"
                                + " first because of this: not a JSON object (bin/venues check --sample FILE shows more)\n");
    }

    @Test
    void shouldSayThatThereIsNone() throws SettingsException {
        assertThat(new SampledEvents(settings("photon"), "in.jsonl").text(List.of()))
                .endsWith("warning: a run over these would say: no event was read: in.jsonl holds none\n");
    }

    /** What the job would refuse it refuses here. */
    @Test
    void shouldKnowHowLargeAnEventMayBe() throws SettingsException {
        assertThat(text("photon", "{\"x\":\"" + "x".repeat(1 << 20) + "\"}")).contains("     1  dead     too-large: ");
    }

    private static String text(String provider, String events, String... more) throws SettingsException {
        List<RawRecord> records = Stream.of(events.split("\\|"))
                .map(event -> new RawRecord(event.getBytes(UTF_8), Origin.file("in.jsonl")))
                .toList();
        return new SampledEvents(settings(provider, more), "in.jsonl")
                .text(records)
                .replace("\r\n", "\n");
    }

    private static Settings settings(String provider, String... more) throws SettingsException {
        List<String> args = new ArrayList<>(List.of("--venues.geo.provider", provider));
        args.addAll(List.of(more));
        return SettingsParser.parse(CommandLine.parse(args), RunMode.LOCAL, Connectors.standard())
                .settings();
    }
}
