package dev.venues.diagnosis;

import dev.venues.diagnosis.Diagnosis.Surroundings;
import dev.venues.model.DeadLetter.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTest {

    private static final List<byte[]> EVENTS = lines("{\"place\":\"Tresor\"}");
    private static final Surroundings AROUND =
            new Surroundings("in holds no file (venues.source.files.path)", "/venue/name", "photon", false);

    private final Failures failures = new Failures();

    @ParameterizedTest
    @CsvSource({
        // found, not found, present, skipped, dead letters
        "1, 0,  0,  0,  0",
        "1, 99, 0,  0,  0",
        "1, 0,  0,  99, 0",
        "0, 0,  1,  99, 0",
        "0, 0,  10, 0,  0",
        "2, 0,  0,  0,  8",
        "11, 0, 0,  0,  89",
    })
    void shouldSayNothingOfARunThatLocatedSome(long found, long notFound, long present, long skipped, long dead) {
        Counts counts = new Counts(found, notFound, present, skipped, dead);

        assertThat(verdict(counts, EVENTS)).isEqualTo(Verdict.WELL);
    }

    /** Only where all went wrong it is a failure. */
    @ParameterizedTest
    @CsvSource({
        "0,  0, 0, 0,   0,   false, no event was read",
        "0,  0, 0, 500, 0,   false, nothing was located: 500 of 500 events have no name at /venue/name",
        "0,  3, 0, 4,   3,   false, nothing was located: 4 of 10 events have no name at /venue/name",
        "0,  9, 0, 0,   1,   false, nothing was located: photon knows the venue of no event",
        "0,  3, 0, 3,   4,   false, 4 of 10 events became dead letters",
        "0,  0, 0, 0,   500, true,  all 500 events became dead letters",
        "0,  0, 0, 1,   499, false, 499 of 500 events became dead letters",
        "10, 0, 0, 0,   90,  false, 90 of 100 events became dead letters",
        "1,  0, 0, 0,   1199, false, '1,199 of 1,200 events became dead letters'",
    })
    void shouldSayWhatHappened(
            long found, long notFound, long present, long skipped, long dead, boolean failed, String text) {
        Verdict verdict = verdict(new Counts(found, notFound, present, skipped, dead), EVENTS);

        assertThat(verdict.failed()).isEqualTo(failed);
        assertThat(verdict.text()).startsWith(text).doesNotContain("\n");
    }

    // Causes

    @Test
    void shouldNameTheSourceWhereNothingWasRead() {
        assertThat(text(new Counts(0, 0, 0, 0, 0), List.of()))
                .isEqualTo("no event was read: in holds no file (venues.source.files.path)");
    }

    @Test
    void shouldSayWhereTheNameMayStand() {
        assertThat(text(new Counts(0, 0, 0, 5, 0), EVENTS))
                .endsWith("; they have texts at /place, of which /place looks like the name (venues.event.name)");
    }

    /** All that were asked for were refused, and only the pointers were blamed. */
    @Test
    void shouldSayWhyThereAreDeadLettersBesideEventsWithoutAName() {
        failures.add(Reason.REJECTED, "the API answered 400");

        assertThat(text(new Counts(0, 0, 0, 6, 4), EVENTS))
                .startsWith("nothing was located: 6 of 10 events have no name at /venue/name; ")
                .endsWith("; 4 of 10 events became dead letters: most are rejected, the first because of this: the API"
                        + " answered 400 (venues.geo.provider, venues.geo.url, venues.event.*)");
    }

    @Test
    void shouldNameTheSettingWhereNoEventIsKnown() {
        assertThat(text(new Counts(0, 0, 0, 5, 0), List.of())).endsWith("; say where it stands, in venues.event.name");
    }

    @Test
    void shouldSayHowToSeeWhatIsAskedWhereNoVenueIsKnown() {
        assertThat(text(new Counts(0, 5, 0, 0, 0), EVENTS))
                .contains("bin/venues check --sample FILE", "venues.event.city");
    }

    @Test
    void shouldSayThatTheEmbeddedApiKnowsTheSamplesOnly() {
        Surroundings embedded = new Surroundings("", "/venue/name", "embedded", true);

        assertThat(Diagnosis.of(new Counts(0, 5, 0, 0, 0), embedded, EVENTS, failures)
                        .text())
                .contains("knows theirs only (venues.geo.provider)");
    }

    @Test
    void shouldSayWhatTheInputIsWhereItIsNoJsonLines() {
        failures.add(Reason.MALFORMED, "not a JSON object");

        assertThat(text(new Counts(0, 0, 0, 0, 2), lines("id,name", "1,Tresor")))
                .isEqualTo("all 2 events became dead letters: the input is CSV, by its first line \"id,name\":"
                        + " write one event a line, as JSON");
    }

    /** Where dead letters go to a stream, their reasons are not known. */
    @Test
    void shouldSayWhatTheInputIsWhereNoReasonIsKnown() {
        assertThat(text(new Counts(0, 0, 0, 0, 2), lines("["))).contains("the input is a JSON array");
    }

    @Test
    void shouldNotBlameTheInputWhereTheApiFails() {
        failures.add(Reason.FAILED, "the API answered 503");

        assertThat(text(new Counts(0, 0, 0, 0, 2), lines("[")))
                .isEqualTo("all 2 events became dead letters: most are failed, the first because of this:"
                        + " the API answered 503 (venues.geo.url)");
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED, malformed, bin/venues check --sample FILE",
        "TOO_LARGE, too-large, bin/venues check --sample FILE",
        "REJECTED,  rejected,  venues.geo.provider",
        "FAILED,    failed,    venues.geo.url",
        "TIMED_OUT, timed-out, venues.geo.deadline",
    })
    void shouldNameTheReasonThatMostHaveAndItsSettings(Reason reason, String text, String setting) {
        Reason other = reason == Reason.FAILED ? Reason.REJECTED : Reason.FAILED;
        failures.add(other, "of another");
        failures.add(reason, "the first");
        failures.add(reason, "the second");

        assertThat(text(new Counts(0, 0, 0, 0, 3), EVENTS))
                .contains("most are " + text + ", the first because of this: the first", setting);
    }

    @Test
    void shouldShowNoControlCharacterOfADetail() {
        failures.add(Reason.REJECTED, "answered \u001b[31m\nred");

        assertThat(text(new Counts(0, 0, 0, 0, 1), EVENTS)).contains("answered ?[31m?red");
    }

    private String text(Counts counts, List<byte[]> first) {
        return verdict(counts, first).text();
    }

    private Verdict verdict(Counts counts, List<byte[]> first) {
        return Diagnosis.of(counts, AROUND, first, failures);
    }

    private static List<byte[]> lines(String... lines) {
        return List.of(lines).stream().map(line -> line.getBytes(UTF_8)).toList();
    }
}
