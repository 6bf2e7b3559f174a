package dev.venues.codec;

import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LocatedTest {

    private static final GeoAnswer BERGHAIN =
            new GeoAnswer.Found(new Place("4b", "Berghain", 52.511, 13.443, "Am Wriezener Bahnhof"));

    @Test
    void shouldBeEqualWhenAnswerProviderAndWayAre() {
        Located located = new Located(BERGHAIN, "photon", Located.Via.API);

        assertThat(located)
                .isEqualTo(new Located(BERGHAIN, "photon", Located.Via.API))
                .hasSameHashCodeAs(new Located(BERGHAIN, "photon", Located.Via.API))
                .hasToString("Located[52.511, 13.443, {\"outcome\":\"found\",\"placeId\":\"4b\",\"name\":\"Berghain\","
                        + "\"address\":\"Am Wriezener Bahnhof\",\"provider\":\"photon\",\"via\":\"api\"}]")
                .isNotEqualTo(new Located(new GeoAnswer.NotFound(), "photon", Located.Via.API))
                .isNotEqualTo(new Located(BERGHAIN, "google", Located.Via.API))
                .isNotEqualTo(located.fromCache());
        assertThat(located.fromCache()).isEqualTo(new Located(BERGHAIN, "photon", Located.Via.CACHE));
    }

    @Test
    void shouldTellHowManyBytesItsWrittenFormHas() {
        String found = "52.511" + "13.443" + "{\"outcome\":\"found\",\"placeId\":\"4b\",\"name\":\"Berghain\","
                + "\"address\":\"Am Wriezener Bahnhof\",\"provider\":\"photon\",\"via\":\"api\"}";
        String notFound = "{\"outcome\":\"not-found\",\"provider\":\"é\",\"via\":\"cache\"}";

        assertThat(new Located(BERGHAIN, "photon", Located.Via.API).bytes()).isEqualTo(found.length());
        assertThat(new Located(new GeoAnswer.NotFound(), "é", Located.Via.CACHE).bytes())
                .isEqualTo(notFound.getBytes(UTF_8).length);
    }
}
