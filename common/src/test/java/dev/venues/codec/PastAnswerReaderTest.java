package dev.venues.codec;

import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The way back: what the codec wrote into an event is what is read out of it. */
class PastAnswerReaderTest {

    private static final String EVENT = "{\"venue\":{\"name\":\"Café\",\"latitude\":null},\"x\":[{\"latitude\":1}]}";

    private static List<Located> answers() {
        return List.of(
                new Located(
                        new GeoAnswer.Found(new Place("4b", "Caf\u00e9 \"8\"\n", 52.511000000000003, -0.0, "Str. 1")),
                        "photon",
                        Located.Via.API),
                new Located(new GeoAnswer.Found(new Place(null, null, 90, -180, null)), "google", Located.Via.CACHE),
                new Located(new GeoAnswer.NotFound(), "nominatim", Located.Via.API));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldReadWhatWasWritten(Located answer) throws Exception {
        assertThat(throughAnEvent(EVENT, EventPointers.DEFAULT, answer)).isEqualTo(answer);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldReadWhatWasWrittenAtOtherPlaces(Located answer) throws Exception {
        EventPointers pointers = new EventPointers(
                "/stops/1/name", "/city", "/country", "/stops/1/at/lat", "/stops/1/at/l~0n", "/result");

        assertThat(throughAnEvent("{\"stops\":[{\"name\":\"A\"},{\"name\":\"B\"}]}", pointers, answer))
                .isEqualTo(answer);
    }

    @Test
    void shouldReadBehindAByteOrderMark() throws Exception {
        Located answer = answers().get(0);

        assertThat(throughAnEvent("\ufeff" + EVENT, EventPointers.DEFAULT, answer))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"venue\":null}",
                "{\"venue\":{\"latitude\":52.5,\"longitude\":13.4}}",
                "{\"venue\":{\"latitude\":52.5,\"longitude\":13.4,\"geo\":null}}",
                "{\"venue\":{\"latitude\":52.5,\"longitude\":13.4,\"geo\":[\"found\"]}}",
                "{\"venue\":{\"latitude\":52.5,\"longitude\":13.4,\"geo\":{\"outcome\":\"found\",\"via\":\"api\"}}}",
                "{\"venue\":{\"latitude\":52.5,\"longitude\":13.4,\"geo\":{\"outcome\":\"found\",\"provider\":\"p\"}}}",
                "{\"venue\":{\"geo\":{\"outcome\":\"found\",\"provider\":\"p\",\"via\":\"api\"}}}",
                "{\"venue\":{\"latitude\":\"52\",\"longitude\":[1],"
                        + "\"geo\":{\"outcome\":\"found\",\"provider\":\"p\",\"via\":\"api\"}}}",
                "{\"venue\":{\"latitude\":91,\"longitude\":0,"
                        + "\"geo\":{\"outcome\":\"found\",\"provider\":\"p\",\"via\":\"api\"}}}",
                "{\"venue\":{\"geo\":{\"outcome\":{\"x\":\"found\"},\"provider\":\"p\",\"via\":\"api\"}}}",
                "{\"venue\":{\"geo\":{\"outcome\":\"not-found\",\"provider\":\"p\",\"via\":\"post\"}}}",
                "{\"venue\":{\"geo\":{\"outcome\":\"not-found\"",
                "not JSON",
                "",
            })
    void shouldFindNoAnswerWhereNoneOfOursStands(String event) {
        assertThat(new PastAnswerReader(EventPointers.DEFAULT).read(event.getBytes(UTF_8)))
                .isNull();
    }

    private static Located throughAnEvent(String event, EventPointers pointers, Located answer) throws Exception {
        EventCodec codec = new EventCodec(pointers);
        byte[] bytes = event.getBytes(UTF_8);
        return new PastAnswerReader(pointers)
                .read(codec.encode(bytes, codec.decode(bytes), answer))
                .located();
    }
}
