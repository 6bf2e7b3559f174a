package dev.venues.benchmarks.contender;

import dev.venues.benchmarks.stub.LocatedCheck;
import dev.venues.benchmarks.stub.StubPlaces;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocatedEventTest {

    private static final String NAME = "Café \"Two\"";
    private static final String EVENT = "{\"id\":1,\"tags\":[{\"venue\":{}}],\"venue\":{\"name\":\"Café \\\"Two\\\"\","
            + "\"city\":\"Paris\",\"country\":\"FR\",\"latitude\":null,\"longitude\":null},\"price\":12.50}";

    @Test
    void shouldReadTheVenueWhenTheEventNamesOne() throws Exception {
        EventScan scan = EventScan.of(bytes(EVENT));

        assertThat(scan.name()).isEqualTo(NAME);
        assertThat(scan.near()).isEqualTo("Paris, FR");
    }

    @Test
    void shouldWriteThePlaceAndKeepTheRest() throws Exception {
        byte[] located = located(StubPlaces.latitude(NAME));

        assertThatCode(() -> LocatedCheck.require(located)).doesNotThrowAnyException();
        String text = new String(located, StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith(EVENT.substring(0, EVENT.indexOf("null")))
                .endsWith("\"address\":\"7 \\\"A\\\" Street\",\"provider\":\"foursquare\"}},\"price\":12.50}");
    }

    @Test
    void shouldBeToldWhenAnEventIsSomewhereElseOrNowhere() throws Exception {
        byte[] elsewhere = located("1.5");

        assertThatThrownBy(() -> LocatedCheck.require(elsewhere)).hasMessageContaining("without its place");
        assertThatThrownBy(() -> LocatedCheck.require(bytes(EVENT))).hasMessageContaining("without its place");
    }

    @Test
    void shouldRefuseWhatIsNoEvent() {
        assertThatThrownBy(() -> EventScan.of(bytes("{\"id\":1}"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> EventScan.of(bytes(EVENT.substring(0, EVENT.length() - 1))))
                .isInstanceOf(IOException.class);
    }

    private static byte[] located(String latitude) throws IOException {
        byte[] event = bytes(EVENT);
        LocatedEvent.Place place =
                new LocatedEvent.Place("4b", NAME, latitude, StubPlaces.longitude(NAME), "7 \"A\" Street");
        return LocatedEvent.write(event, EventScan.of(event), place);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
