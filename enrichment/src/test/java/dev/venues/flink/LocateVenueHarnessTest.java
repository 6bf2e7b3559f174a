package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.geo.GeoSettings;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** The function inside its operator, against an API on loopback. */
class LocateVenueHarnessTest {

    private static final int MAX_EVENT_BYTES = 1 << 20;

    private static final Origin ORIGIN = Origin.kinesis("events", "shardId-000000000000", "49", "kéy");

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT, MAX_EVENT_BYTES);
    private StubGeoApi api;
    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness;

    @BeforeEach
    void openOperator() throws Exception {
        api = new StubGeoApi();
        decoder.open(DefaultOpenContext.INSTANCE);
        harness = harness(api.settings());
        harness.open();
    }

    @AfterEach
    void closeOperator() throws Exception {
        api.release();
        harness.close();
        api.close();
    }

    @Test
    void shouldGiveEachEventItsOutcome() throws Exception {
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}");
        send("{\"venue\":{\"name\":\"Nowhere\",\"city\":\"Berlin\"}}");
        send("{\"venue\":{\"name\":\"Berghain\",\"latitude\":1,\"longitude\":2}}");
        send("{\"venue\":{\"name\":\" \"}}");
        send("{\"venue\":");
        harness.endInput();

        List<EventResult> results = results();
        assertThat(results)
                .extracting(EventResult::outcome)
                .containsExactlyInAnyOrder(
                        Outcome.FOUND, Outcome.NOT_FOUND, Outcome.PRESENT, Outcome.SKIPPED, Outcome.DEAD_LETTER);
        assertThat(payload(results, Outcome.FOUND))
                .isEqualTo("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\",\"latitude\":52.511,"
                        + "\"longitude\":13.443,\"geo\":{\"outcome\":\"found\",\"placeId\":\"4b\","
                        + "\"name\":\"Berghain\",\"provider\":\"foursquare\",\"via\":\"api\"}}}");
        assertThat(payload(results, Outcome.NOT_FOUND)).contains("\"geo\":{\"outcome\":\"not-found\"");
        assertThat(payload(results, Outcome.PRESENT))
                .isEqualTo("{\"venue\":{\"name\":\"Berghain\",\"latitude\":1,\"longitude\":2}}");
        assertThat(payload(results, Outcome.SKIPPED)).isEqualTo("{\"venue\":{\"name\":\" \"}}");
        assertThat(results)
                .filteredOn(result -> result.main() != null)
                .allMatch(result -> result.main().partitionKey().equals("kéy"));
    }

    @Test
    void shouldKeepOriginAndBytesInADeadLetter() throws Exception {
        send("{\"venue\":");
        harness.endInput();

        DeadLetter letter = onlyDeadLetter();
        assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(letter.origin()).isEqualTo(ORIGIN);
        assertThat(letter.payload()).isEqualTo("{\"venue\":".getBytes(UTF_8));
        assertThat(letter.attempts()).isZero();
        assertThat(letter.failedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldMakeADeadLetterWithTheAttemptsWhenTheApiKeepsFailing() throws Exception {
        api.answerWith(503);
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}");
        harness.endInput();

        DeadLetter letter = onlyDeadLetter();
        assertThat(letter.reason()).isEqualTo(Reason.FAILED);
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.detail()).isEqualTo("the API answered 503");
    }

    /** What fails again after a replay says how often it was tried in all. */
    @Test
    void shouldCarryTheAttemptsOfEarlierRunsOn() throws Exception {
        letTheApiAnswerOnce();
        send("{\"venue\":", 4);
        send("{\"p\":\"" + "p".repeat(MAX_EVENT_BYTES), 5);
        api.answerWith(422);
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}", 6);
        send("{\"venue\":{\"name\":\"Tresor\",\"city\":\"Berlin\"}}", Integer.MAX_VALUE);
        harness.endInput();

        assertThat(results().stream().map(EventResult::side).filter(Objects::nonNull))
                .extracting(DeadLetter::reason, DeadLetter::attempts)
                .containsExactlyInAnyOrder(
                        tuple(Reason.MALFORMED, 4),
                        tuple(Reason.TOO_LARGE, 5),
                        tuple(Reason.REJECTED, 7),
                        tuple(Reason.REJECTED, Integer.MAX_VALUE));
    }

    @Test
    void shouldMakeADeadLetterWhenTheApiRejectsTheQuery() throws Exception {
        letTheApiAnswerOnce();
        api.answerWith(422);
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}");
        harness.endInput();

        assertThat(onlyDeadLetter().reason()).isEqualTo(Reason.REJECTED);
        assertThat(api.requests()).isEqualTo(2);
    }

    /** Every event of it made a call: 959 of them, for 20,000 events that came together. */
    @Test
    void shouldAskOnceForTwentyThousandEventsOfARefusedVenue() throws Exception {
        send("{\"venue\":{\"name\":\"Tresor\",\"city\":\"Berlin\"}}");
        harness.endInput();

        for (int i = 0; i < 20_000; i++) {
            send("{\"venue\":{\"name\":\"Refused\",\"city\":\"Berlin\"}}");
        }
        harness.endInput();

        assertThat(deadLetters())
                .hasSize(20_000)
                .allMatch(letter -> letter.reason() == Reason.REJECTED
                        && letter.detail().equals("the API answered 400")
                        && letter.attempts() == 1);
        assertThat(api.requests()).as("one of them for Tresor").isEqualTo(2);
    }

    @Test
    void shouldTryOneLookupOnlyForAllEventsOfAVenueThatTheApiCannotAnswer() throws Exception {
        api.hold();
        send("{\"venue\":{\"name\":\"Poison\",\"city\":\"Berlin\"}}");
        send("{\"venue\":{\"name\":\"Tresor\",\"city\":\"Berlin\"}}");
        api.release();
        harness.endInput();

        for (int i = 0; i < 2_000; i++) {
            send("{\"venue\":{\"name\":\"Poison\",\"city\":\"Berlin\"}}");
        }
        harness.endInput();

        assertThat(deadLetters())
                .hasSize(2_001)
                .allMatch(letter ->
                        letter.reason() == Reason.FAILED && letter.detail().equals("the API answered 500"));
        assertThat(api.requests()).as("one of them for Tresor").isEqualTo(4);
    }

    @Test
    void shouldRepeatTheApisWordsInADeadLetterWithoutTheKey() throws Exception {
        letTheApiAnswerOnce();
        api.answerWith(422, "{\"message\":\"near is unknown to k3y\"}");
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}");
        harness.endInput();

        assertThat(onlyDeadLetter().detail()).isEqualTo("the API answered 422: near is unknown to ***");
    }

    /** Through the form in which events carry an answer, too. */
    @Test
    void shouldTellNotFoundWhenTheApiSaysSoByItsStatus() throws Exception {
        api.answerWith(400, "{\"message\":\"Boundaries could not be determined for near param: Atlantis\"}");
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Atlantis\"}}");
        harness.endInput();

        assertThat(results()).extracting(EventResult::outcome).containsExactly(Outcome.NOT_FOUND);
    }

    @Test
    void shouldFailTheJobWhenTheApiRefusesUs() throws Exception {
        api.answerWith(401);

        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}");

        assertThatThrownBy(() -> harness.endInput())
                .hasRootCauseInstanceOf(GeoAccessDeniedException.class)
                .hasRootCauseMessage("The geo provider foursquare refuses access (the API answered 401). Check"
                        + " venues.geo.api-key or venues.geo.api-key-file, and the account behind it.");
        assertThat(results()).isEmpty();
    }

    @Test
    void shouldAskOnceForSimultaneousEventsOfOneVenue() throws Exception {
        api.hold();
        for (int i = 0; i < 100; i++) {
            send("{\"i\":" + i + ",\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}");
        }
        api.release();
        harness.endInput();

        assertThat(results()).hasSize(100).allMatch(result -> result.outcome() == Outcome.FOUND);
        assertThat(api.requests()).isEqualTo(1);
        assertThat(counter(VenuesMetric.EVENTS_IN)).isEqualTo(100);
    }

    @Test
    void shouldMakeADeadLetterOfWhatOutgrowsARecord() throws Exception {
        String frame = "{\"p\":\"\",\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}";
        int keyBytes = "kéy".getBytes(UTF_8).length;
        String nearly = frame.replace("\"\"", '"' + "p".repeat(MAX_EVENT_BYTES - keyBytes - frame.length() - 10) + '"');
        send(nearly);
        send(nearly.replace("city", "cita").replace("Berghain", ""));
        harness.endInput();

        assertThat(onlyDeadLetter().reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(results())
                .filteredOn(result -> result.outcome() == Outcome.SKIPPED)
                .hasSize(1);
    }

    /** Events under way lie in the operator's state and are asked for again; none is lost, none is doubled. */
    @Test
    void shouldAskAgainAfterARestore() throws Exception {
        api.hold();
        for (int i = 0; i < 5; i++) {
            send("{\"i\":" + i + ",\"venue\":{\"name\":\"Berghain " + i + "\",\"city\":\"Berlin\"}}");
        }
        var snapshot = harness.snapshot(1, 1);
        api.release();
        harness.close();

        harness = harness(api.settings());
        harness.initializeState(snapshot);
        harness.open();
        harness.endInput();

        assertThat(results()).hasSize(5).allMatch(result -> result.outcome() == Outcome.FOUND);
        assertThat(counter(VenuesMetric.EVENTS_IN)).isEqualTo(5);
    }

    /** What was noted for the old pointers must not be spliced by the new ones. */
    @Test
    void shouldReadEventsAgainWhenThePointersChangedOverARestore() throws Exception {
        api.hold();
        send("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\",\"latitude\":null},\"p\":{\"x\":1}}");
        var snapshot = harness.snapshot(1, 1);
        api.release();
        harness.close();

        harness = harness(
                new EventPointers("/venue/name", "/venue/city", "/venue/country", "/p/lat", "/p/lon", "/geo"),
                api.settings());
        harness.initializeState(snapshot);
        harness.open();
        harness.endInput();

        assertThat(payload(results(), Outcome.FOUND))
                .startsWith("{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\",\"latitude\":null},"
                        + "\"p\":{\"x\":1,\"lat\":52.511,\"lon\":13.443},\"geo\":{");
    }

    private static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness(GeoSettings settings)
            throws Exception {
        return harness(EventPointers.DEFAULT, settings);
    }

    private static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness(
            EventPointers pointers, GeoSettings settings) throws Exception {
        LocateVenueFunction function = new LocateVenueFunction(
                pointers, settings, PastAnswers.none(), MAX_EVENT_BYTES, Clock.fixed(NOW, ZoneOffset.UTC));
        return LookupHarness.of(function, ResultOrder.UNORDERED, 1_000);
    }

    private void send(String event) throws Exception {
        send(event, 0);
    }

    private void send(String event, int attempts) throws Exception {
        harness.processElement(decoder.map(new RawRecord(event.getBytes(UTF_8), ORIGIN, 0, attempts)), 0);
    }

    private List<EventResult> results() {
        return harness.extractOutputValues();
    }

    /** Before it has, a refusal waits for what others are answered. */
    private void letTheApiAnswerOnce() throws Exception {
        api.answerWith(200);
        send("{\"venue\":{\"name\":\"Watergate\",\"city\":\"Berlin\"}}");
        harness.endInput();
    }

    private DeadLetter onlyDeadLetter() {
        List<DeadLetter> dead = deadLetters();
        assertThat(dead).hasSize(1);
        return dead.get(0);
    }

    private List<DeadLetter> deadLetters() {
        return results().stream()
                .filter(result -> result.outcome() == Outcome.DEAD_LETTER)
                .map(EventResult::side)
                .toList();
    }

    private static String payload(List<EventResult> results, Outcome outcome) {
        return results.stream()
                .filter(result -> result.outcome() == outcome)
                .map(result -> new String(result.main().payload(), UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private long counter(VenuesMetric metric) throws ReflectiveOperationException {
        return ((Counter) MetricCapture.find(harness.getOperator().getMetricGroup(), metric)).getCount();
    }
}
