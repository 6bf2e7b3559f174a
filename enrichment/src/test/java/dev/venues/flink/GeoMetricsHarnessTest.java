package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.geo.GeoSettings;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.LookupOptions.OnOutage;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What the metrics of a lookup say, read as a reporter reads them, after calls to an API on loopback. */
class GeoMetricsHarnessTest {

    /** Long enough never to matter where a test is about something else. */
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private static final EnumSet<VenuesMetric> ENDINGS =
            EnumSet.range(VenuesMetric.GEO_ANSWERS_2XX, VenuesMetric.GEO_OTHER_FAILURES);

    private static final int REMEMBERED = 4_096;

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);
    private StubGeoApi api;
    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness;

    @BeforeEach
    void openApi() throws Exception {
        api = new StubGeoApi();
        decoder.open(DefaultOpenContext.INSTANCE);
    }

    @AfterEach
    void closeAll() throws Exception {
        api.release();
        harness.close();
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, GEO_ANSWERS_2XX",
        "404, GEO_ANSWERS_404",
        "429, GEO_ANSWERS_429",
        "400, GEO_ANSWERS_4XX",
        "500, GEO_ANSWERS_5XX",
        "hangs, GEO_TIMEOUTS",
        "refuses, GEO_CONNECT_FAILURES"
    })
    void shouldCountARequestByTheWayItEnded(String behaviour, VenuesMetric expected) throws Exception {
        Duration timeout = behaviour.equals("hangs") ? Duration.ofMillis(300) : AMPLE;
        open(with(timeout, 0), 1);
        // A connection that is open is lost, which is another thing than none.
        int before = behaviour.equals("refuses") ? 0 : 1;
        for (int i = 0; i < before; i++) {
            send("Watergate", 1);
        }
        harness.endInput();
        switch (behaviour) {
            case "hangs" -> api.hold();
            case "refuses" -> api.close();
            default -> api.answerWith(Integer.parseInt(behaviour));
        }

        send("Tresor", 1);
        send("Berghain", 1);
        harness.endInput();

        Map<VenuesMetric, Long> counts = new EnumMap<>(VenuesMetric.class);
        for (VenuesMetric ending : ENDINGS) {
            counts.put(ending, counter(ending));
        }
        Map<VenuesMetric, Long> wanted = new EnumMap<>(counts);
        wanted.replaceAll((ending, count) ->
                (ending == expected ? 2L : 0L) + (ending == VenuesMetric.GEO_ANSWERS_2XX ? before : 0));
        assertThat(counts).hasSize(8).isEqualTo(wanted);
        assertThat(counter(VenuesMetric.GEO_REQUESTS)).isEqualTo(before + 2);
        assertThat(counter(VenuesMetric.GEO_ERRORS)).isEqualTo(behaviour.equals("200") ? 0 : 2);
        assertThat(counter(VenuesMetric.GEO_RETRIES)).isZero();
        assertThat(histogram(VenuesMetric.GEO_LATENCY_MS).getCount()).isEqualTo(before + 2);
    }

    /** A rate is taken of the count, so it must go on where the quantiles' memory ends. */
    @Test
    void shouldCountRedirects() throws Exception {
        open(with(AMPLE, 0), 1);
        api.answerWith(302);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        send("Venue " + i, 1);
                    }
                    harness.endInput();
                })
                .hasRootCauseInstanceOf(GeoMisconfiguredException.class);

        assertThat(counter(VenuesMetric.GEO_OTHER_FAILURES)).isEqualTo(20);
        assertThat(counter(VenuesMetric.GEO_ERRORS)).isEqualTo(20);
    }

    @Test
    void shouldCountEveryRequestAndRememberTheLast() throws Exception {
        int requests = REMEMBERED + 10;
        open(with(AMPLE, 0), 1);
        send("Tresor", 1);
        harness.endInput();
        api.answerWith(422);

        for (int i = 1; i < requests; i++) {
            send("Venue " + i, 1);
        }
        harness.endInput();

        assertThat(histogram(VenuesMetric.GEO_LATENCY_MS).getCount()).isEqualTo(requests);
        assertThat(histogram(VenuesMetric.GEO_LATENCY_MS).getStatistics().size())
                .isEqualTo(REMEMBERED);
        assertThat(histogram(VenuesMetric.CALL_WAIT_MS).getCount()).isEqualTo(requests);
        assertThat(histogram(VenuesMetric.CALL_WAIT_MS).getStatistics().size()).isEqualTo(REMEMBERED);
    }

    @Test
    void shouldTellLookupsThatWereAnsweredSharedOrMade() throws Exception {
        open(with(AMPLE, 0), 1);
        send("Tresor", 1);
        harness.endInput();
        api.hold();

        send("Tresor", 4);
        send("Berghain", 6);
        send("Watergate", 1);

        assertThat(counter(VenuesMetric.CACHE_MISSES)).isEqualTo(3);
        assertThat(counter(VenuesMetric.CACHE_HITS)).isEqualTo(4);
        assertThat(counter(VenuesMetric.COALESCED)).isEqualTo(5);
        assertThat(gauge(VenuesMetric.LOOKUPS_IN_FLIGHT)).isEqualTo(2);
        assertThat(gauge(VenuesMetric.EVENTS_IN_FLIGHT)).isEqualTo(7);
        assertThat(gauge(VenuesMetric.CONCURRENCY_LIMIT)).isEqualTo(10);
    }

    @Test
    void shouldTellLookupsThatWereRefusedWithoutACall() throws Exception {
        open(with(AMPLE, 0), 1);
        send("Tresor", 1);
        send("Refused", 1);
        harness.endInput();

        send("Tresor", 2);
        send("Refused", 3);
        harness.endInput();

        assertThat(counter(VenuesMetric.REFUSED_HITS)).isEqualTo(3);
        assertThat(counter(VenuesMetric.CACHE_HITS)).isEqualTo(5);
        assertThat(counter(VenuesMetric.CACHE_MISSES)).isEqualTo(2);
        assertThat(gauge(VenuesMetric.CACHE_SIZE)).isEqualTo(2L);
    }

    @Test
    void shouldTellWhatAMillionEventsCost() throws Exception {
        open(with(AMPLE, 4.5), 1);
        send("Tresor", 3);
        send("Berghain", 1);
        send("", 6);
        harness.endInput();

        double calls = 2;
        double events = 10;
        assertThat((double) gauge(VenuesMetric.COST_PER_MILLION_EVENTS))
                .isCloseTo(calls / events * 1_000_000 * 4.5 / 1_000, within(1e-6));
    }

    @Test
    void shouldTellNoCostWithoutAPrice() throws Exception {
        open(with(AMPLE, 0), 1);
        send("Tresor", 1);
        harness.endInput();

        assertThat(gauge(VenuesMetric.COST_PER_MILLION_EVENTS)).isEqualTo(0.0);
    }

    @Test
    void shouldTellTheAgeOfTheOldestLookup() throws Exception {
        open(with(AMPLE, 0), 1);
        assertThat(gauge(VenuesMetric.OLDEST_LOOKUP_SECONDS)).isEqualTo(0L);
        api.hold();
        long start = System.nanoTime();
        send("Tresor", 1);

        await().until(() -> (long) gauge(VenuesMetric.OLDEST_LOOKUP_SECONDS) > 0);
        send("Berghain", 1);

        long age = (long) gauge(VenuesMetric.OLDEST_LOOKUP_SECONDS);
        assertThat(age).isBetween(1L, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        api.release();
        harness.endInput();
        assertThat(gauge(VenuesMetric.OLDEST_LOOKUP_SECONDS)).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"20, 1, 20", "20, 4, 5", "0, 4, 0"})
    void shouldTellTheRateThatFallsToThisJvm(double ofTheJob, int parallelism, double here) throws Exception {
        open(with(AMPLE, ofTheJob, 0), parallelism);

        assertThat(gauge(VenuesMetric.RATE_LIMIT)).isEqualTo(here);
    }

    @Test
    void shouldTellHowLongLookupsWaitedForTheLimits() throws Exception {
        open(with(AMPLE, 10, 0), 1);
        long start = System.nanoTime();

        for (int venue = 0; venue < 10; venue++) {
            send("Club " + venue, 1);
        }
        harness.endInput();

        // However long the first one took to load the HTTP client, and the machine to do the rest.
        Histogram waits = histogram(VenuesMetric.CALL_WAIT_MS);
        assertThat(waits.getCount()).isEqualTo(10);
        assertThat(waits.getStatistics().getMax())
                .as("the last, at ten a second")
                .isBetween(100L, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    @Test
    void shouldTellTheDirectMemoryOfCalls() throws Exception {
        open(with(AMPLE, 0), 1);
        send("Tresor", 1);
        harness.endInput();

        assertThat((long) gauge(VenuesMetric.NETTY_DIRECT_BYTES)).isPositive();
    }

    private GeoSettings with(Duration requestTimeout, double pricePer1000Calls) {
        return with(requestTimeout, 0, pricePer1000Calls);
    }

    /** One attempt for each lookup. */
    private GeoSettings with(Duration requestTimeout, double ratePerSecond, double pricePer1000Calls) {
        GeoSettings settings = api.settings();
        return settings.withOptions(settings.options().toBuilder()
                .requestTimeout(requestTimeout)
                .deadline(AMPLE)
                .ratePerSecond(ratePerSecond)
                .retries(0)
                .onOutage(OnOutage.FAIL)
                .budget(new LookupOptions.Budget(0, false, pricePer1000Calls))
                .build());
    }

    private void open(GeoSettings settings, int parallelism) throws Exception {
        harness = LookupHarness.of(
                LookupHarness.operator(
                        new LocateVenueFunction(EventPointers.DEFAULT, settings), ResultOrder.UNORDERED, 100),
                parallelism,
                0);
        harness.open();
    }

    private void send(String venue, int times) throws Exception {
        String event = "{\"venue\":{\"name\":\"" + venue + "\",\"city\":\"Berlin\"}}";
        Origin origin = Origin.kinesis("events", "shardId-000000000000", "49", "k");
        for (int i = 0; i < times; i++) {
            harness.processElement(decoder.map(new RawRecord(event.getBytes(UTF_8), origin)), 0);
        }
    }

    private long counter(VenuesMetric metric) throws ReflectiveOperationException {
        return ((Counter) MetricCapture.find(harness.getOperator().getMetricGroup(), metric)).getCount();
    }

    private Object gauge(VenuesMetric metric) throws ReflectiveOperationException {
        return ((Gauge<?>) MetricCapture.find(harness.getOperator().getMetricGroup(), metric)).getValue();
    }

    private Histogram histogram(VenuesMetric metric) throws ReflectiveOperationException {
        return (Histogram) MetricCapture.find(harness.getOperator().getMetricGroup(), metric);
    }
}
