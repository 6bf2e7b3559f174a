package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** One venue as events spell it, from bytes to results, against an API that knows its very name only. */
@Timeout(60)
class SpellingHarnessTest {

    private static final String NAME = "Café Nord";

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);
    private StubGeoApi api;
    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness;

    @BeforeEach
    void openOperator() throws Exception {
        api = new StubGeoApi();
        api.knowOnly(NAME);
        decoder.open(DefaultOpenContext.INSTANCE);
        harness = LookupHarness.of(
                new LocateVenueFunction(EventPointers.DEFAULT, api.settings()), ResultOrder.ORDERED, 100);
        harness.open();
    }

    @AfterEach
    void closeOperator() throws Exception {
        api.release();
        harness.close();
        api.close();
    }

    static Stream<String> dirty() {
        return Stream.of(
                "Cafe\u0301 Nord",
                "Café\u00a0Nord",
                "Café\u2003\u3000Nord\u202f",
                "\ufeffCafé\u200b Nord",
                "Ca\u00adfé \u2067Nord\u2069",
                "Cafe\u200d\u0301\u2009Nord");
    }

    @ParameterizedTest
    @MethodSource("dirty")
    void shouldFindAVenueWhoseFirstEventSpellsItDirtily(String dirty) throws Exception {
        send(dirty);
        awaitResults(1);
        send(NAME);
        harness.endInput();

        assertThat(outcomes()).containsExactly(Outcome.FOUND, Outcome.FOUND);
        assertThat(api.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dirty")
    void shouldFindAVenueThatALaterEventSpellsDirtily(String dirty) throws Exception {
        send(NAME);
        awaitResults(1);
        send(dirty);
        harness.endInput();

        assertThat(outcomes()).containsExactly(Outcome.FOUND, Outcome.FOUND);
        assertThat(api.requests()).isEqualTo(1);
    }

    /** A case or a width that the API does not know is another text, and its answer is no one else's. */
    @ParameterizedTest
    @ValueSource(strings = {"CAFÉ NORD", "Ｃafé Nord", "café nord"})
    void shouldFindAVenueOfWhichOtherTextsWereNotFound(String other) throws Exception {
        send(other);
        awaitResults(1);
        send(NAME);
        awaitResults(2);
        send(other);
        harness.endInput();

        assertThat(outcomes()).containsExactly(Outcome.NOT_FOUND, Outcome.FOUND, Outcome.FOUND);
        assertThat(api.requests()).isEqualTo(2);
    }

    @Test
    void shouldFindAVenueWhileAnotherTextIsUnderWay() throws Exception {
        api.hold();
        send("CAFÉ NORD");
        send(NAME);
        send("CAFE\u0301 NORD");
        api.release();
        harness.endInput();

        assertThat(outcomes()).containsExactly(Outcome.NOT_FOUND, Outcome.FOUND, Outcome.NOT_FOUND);
        assertThat(api.requests()).isEqualTo(2);
    }

    @Test
    void shouldSkipANameOfNothing() throws Exception {
        send("\u00a0\u200b\u3000\u00ad");
        harness.endInput();

        assertThat(outcomes()).containsExactly(Outcome.SKIPPED);
        assertThat(api.requests()).isZero();
    }

    @Test
    void shouldKeepTheSpellingOfTheEvent() throws Exception {
        send("Cafe\u0301\u00a0Nord");
        harness.endInput();

        assertThat(harness.extractOutputValues().get(0).main().payload())
                .asString(UTF_8)
                .startsWith("{\"venue\":{\"name\":\"Cafe\u0301\u00a0Nord\",\"city\":\"Berlin\",");
    }

    private void send(String name) throws Exception {
        byte[] event = ("{\"venue\":{\"name\":\"" + name + "\",\"city\":\"Berlin\"}}").getBytes(UTF_8);
        harness.processElement(
                decoder.map(new RawRecord(event, Origin.kinesis("events", "shardId-000000000000", "49", "k"))), 0);
    }

    /** Until so many results are out, so that what comes then meets a remembered answer. */
    private void awaitResults(int results) throws Exception {
        while (harness.getOutput().size() < results) {
            harness.getTaskMailbox().take(0).run();
        }
    }

    private List<Outcome> outcomes() {
        return harness.extractOutputValues().stream().map(EventResult::outcome).toList();
    }
}
