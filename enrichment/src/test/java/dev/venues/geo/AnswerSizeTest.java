package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

/** The estimate is near what the heap really grows by, so that a bound in bytes means something. */
class AnswerSizeTest {

    private static final int ENTRIES = 40_000;
    private static final int ROUNDS = 5;

    /** The middle of some rounds: what other tests left behind may go at any time, and make one round wrong. */
    @ParameterizedTest
    @CsvSource({"Berghain, 60", "Kater, 0", "Ночной клуб, 60", "Berghain, 400"})
    void shouldBeNearWhatTheHeapGrowsBy(String name, int addressChars) {
        double[] shares = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            shares[round] = estimateToGrowth(name, addressChars);
        }

        Arrays.sort(shares);
        assertThat(shares[ROUNDS / 2]).as("of %s", Arrays.toString(shares)).isBetween(0.7, 1.5);
    }

    private static double estimateToGrowth(String name, int addressChars) {
        try (CachingGeoClient client = new CachingGeoClient(
                new MakingGeoClient(name, addressChars),
                new GeoSettings.Cache(
                        1_000_000, 1L << 30, Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO, 1, null),
                new CachingGeoClient.Conditions(() -> 0, () -> 0, new VirtualTimer(), () -> false),
                new GeoStats())) {
            client.locate(new VenueQuery(name, "Berlin", "DE"));
            long before = usedBytes();
            for (int i = 0; i < ENTRIES; i++) {
                client.locate(new VenueQuery(name + " " + i, "Berlin", "DE"));
            }
            long grown = usedBytes() - before;
            assertThat(client.size()).isEqualTo(ENTRIES + 1);
            return client.bytes() / (double) grown;
        }
    }

    @Test
    void shouldCountTextsThatNeedTwoBytesACharacterTwice() {
        Located located = new Located(new GeoAnswer.NotFound(), "fake", Located.Via.API);

        assertThat(AnswerSize.of("\u0431".repeat(100), located) - AnswerSize.of("b".repeat(100), located))
                .isEqualTo(100);
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Finds everything, each time with texts of its own; without an address where that has no characters. */
    private record MakingGeoClient(String name, int addressChars) implements GeoClient {

        @Override
        public CompletionStage<Located> locate(VenueQuery query) {
            String address = addressChars == 0 ? null : query.name() + "x".repeat(addressChars);
            Place place = new Place("4b" + query.name().hashCode(), query.name() + "!", 52.5, 13.4, address);
            return CompletableFuture.completedFuture(new Located(new GeoAnswer.Found(place), "fake", Located.Via.API));
        }

        @Override
        public void close() {}
    }
}
