package dev.venues.codec;

import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RecentVenuesTest {

    private final EventCodec codec = new EventCodec(EventPointers.DEFAULT);

    @Test
    void shouldGiveTheSameQueryWhenTheBytesAreTheSame() throws Exception {
        VenueQuery first =
                query("{\"id\":1,\"venue\":{\"name\":\"Caf\\u00e9 Ø\",\"city\":\"Paris\",\"country\":\"FR\"}}");
        VenueQuery second =
                query("{\"venue\":{\"country\":\"FR\", \"city\":\"Paris\",\"name\":\"Caf\\u00e9 Ø\"},\"x\":0}");

        assertThat(first).isEqualTo(new VenueQuery("Café Ø", "Paris", "FR"));
        assertThat(second).isSameAs(first);
    }

    @Test
    void shouldKeepTwoVenuesOfOnePlaceApart() throws Exception {
        for (int i = 0; i < 2 * RecentVenues.MAX_VENUES; i++) {
            assertThat(query("{\"venue\":{\"name\":\"n" + i + "\"}}").name()).isEqualTo("n" + i);
        }
    }

    /** The bytes one after another are the same in all of them. */
    @Test
    void shouldTellNameCityAndCountryApart() throws Exception {
        String ab = "{\"venue\":{\"name\":\"ab\"}}";
        String aAndB = "{\"venue\":{\"name\":\"a\",\"city\":\"b\"}}";
        String aInB = "{\"venue\":{\"name\":\"a\",\"country\":\"b\"}}";
        for (int i = 0; i < 2; i++) {
            assertThat(query(ab)).isEqualTo(new VenueQuery("ab", null, null));
            assertThat(query(aAndB)).isEqualTo(new VenueQuery("a", "b", null));
            assertThat(query(aInB)).isEqualTo(new VenueQuery("a", null, "b"));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, '\"5\"'", "null, '\"null\"'", "[], '\"[]\"'", "'\" \"', '\"x\"'"})
    void shouldTellTextFromOtherValues(String other, String text) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(query("{\"venue\":{\"name\":\"n\",\"city\":" + other + "}}")
                            .city())
                    .isNull();
            assertThat(query("{\"venue\":{\"name\":\"n\",\"city\":" + text + "}}")
                            .city())
                    .isEqualTo(text.substring(1, text.length() - 1));
            assertThat(query("{\"venue\":{\"name\":" + other + "}}")).isNull();
            assertThat(query("{\"venue\":{\"name\":" + text + "}}").name())
                    .isEqualTo(text.substring(1, text.length() - 1));
        }
    }

    @Test
    void shouldNotKeepLongSpellings() throws Exception {
        String longest = "{\"venue\":{\"name\":\"" + "x".repeat(RecentVenues.MAX_BYTES - 1) + "\",\"city\":\"y\"}}";
        String longer = longest.replace("\"y\"", "\"yz\"");

        assertThat(query(longest)).isSameAs(query(longest));
        assertThat(query(longer)).isEqualTo(query(longer)).isNotSameAs(query(longer));
    }

    @Test
    void shouldServeManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                tasks.add(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        String name = "n" + random.nextInt(3 * RecentVenues.MAX_VENUES);
                        VenueQuery query = query("{\"venue\":{\"name\":\"" + name + "\",\"city\":\"c" + name + "\"}}");
                        assertThat(query.name()).isEqualTo(name);
                        assertThat(query.city()).isEqualTo("c" + name);
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private VenueQuery query(String event) throws EventRejectedException {
        return codec.decode(event.getBytes(UTF_8)).query();
    }
}
