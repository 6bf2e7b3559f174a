package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.cache.AnswerSize;
import dev.venues.lookup.cache.CachingLookup;
import dev.venues.lookup.testing.VirtualTimer;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;
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

    @Test
    void shouldBeNearWhatTheHeapGrowsByWithRefusals() {
        double[] shares = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            shares[round] = estimateToGrowth("Berghain", new RefusingLookup());
        }

        Arrays.sort(shares);
        assertThat(shares[ROUNDS / 2]).as("of %s", Arrays.toString(shares)).isBetween(0.7, 1.5);
    }

    private static double estimateToGrowth(String name, int addressChars) {
        return estimateToGrowth(name, new MakingLookup(name, addressChars));
    }

    private static double estimateToGrowth(String name, Lookup<VenueQuery, Located> api) {
        LookupOptions options =
                LookupOptions.builder().maxEntries(1_000_000).maxBytes(1L << 30).build();
        try (CachingLookup<VenueQuery, Located> client = new CachingLookup<>(
                new CachingLookup.Questions<>(api, VenueQuery::key, VenueLookups.FORM),
                options.cache(),
                new CachingLookup.Conditions(() -> 0, () -> 0, new VirtualTimer(), () -> false),
                new LookupCounters())) {
            client.lookUp(new VenueQuery(name, "Berlin", "DE"));
            long before = usedBytes();
            for (int i = 0; i < ENTRIES; i++) {
                client.lookUp(new VenueQuery(name + " " + i, "Berlin", "DE"));
            }
            long grown = usedBytes() - before;
            assertThat(client.size()).isEqualTo(ENTRIES + 1);
            return client.bytes() / (double) grown;
        }
    }

    @Test
    void shouldCountTextsThatNeedTwoBytesACharacterTwice() {
        assertThat(AnswerSize.of("\u0431".repeat(100), 10) - AnswerSize.of("b".repeat(100), 10))
                .isEqualTo(100);
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Refuses everything, each time with words of its own. */
    private record RefusingLookup() implements Lookup<VenueQuery, Located> {

        @Override
        public CompletionStage<Located> lookUp(VenueQuery query) {
            return CompletableFuture.failedFuture(
                    LookupFailure.of(FailureKind.REJECTED, "the API answered 400: near is unknown: " + query.name()));
        }

        @Override
        public void close() {}
    }

    /** Finds everything, each time with texts of its own; without an address where that has no characters. */
    private record MakingLookup(String name, int addressChars) implements Lookup<VenueQuery, Located> {

        @Override
        public CompletionStage<Located> lookUp(VenueQuery query) {
            String address = addressChars == 0 ? null : query.name() + "x".repeat(addressChars);
            Place place = new Place("4b" + query.name().hashCode(), query.name() + "!", 52.5, 13.4, address);
            return CompletableFuture.completedFuture(new Located(new GeoAnswer.Found(place), "fake", Located.Via.API));
        }

        @Override
        public void close() {}
    }
}
