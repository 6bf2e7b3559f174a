package dev.venues.report;

import dev.venues.model.Coordinates;
import dev.venues.report.Dots.Dot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class VenueMapTest {

    @Test
    void shouldDrawTheCoastsOnLargeMapsOnly() {
        assertThat(map(dot(52.5, 13.4), dot(-37.8, 145))).contains("class=\"land\"");
        assertThat(map(dot(52.5, 13.4), dot(53.5, 10))).doesNotContain("class=\"land\"");
    }

    @Test
    void shouldLabelMeridiansAndParallels() {
        assertThat(map(dot(52.5, 13.4), dot(-37.8, 145))).contains(">60° E<", ">30° S<", ">0°<");
        assertThat(map(dot(52.5, 13.4))).containsPattern(">52\\.\\d° N<").containsPattern(">13\\.\\d° E<");
    }

    @ParameterizedTest
    @CsvSource({"12.5, 12.5° N", "-0.25, 0.25° S", "0, 0°", "100, 100° N", "0.0000001, 0°"})
    void shouldWriteLatitudesAsMapsDo(double degrees, String text) {
        assertThat(VenueMap.latitude(degrees)).isEqualTo(text);
    }

    @Test
    void shouldDrawCoastsThatAreOnThisPlanet() {
        assertThat(Land.coasts()).hasSizeGreaterThan(50).allSatisfy(coast -> assertThat(coast)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(corner ->
                        Coordinates.isLatitude(corner.latitude()) && Coordinates.isLongitude(corner.longitude())));
    }

    private static String map(Dot... dots) {
        Markup html = new Markup();
        new VenueMap(List.of(dots)).write(html);
        return html.toString();
    }

    private static Dot dot(double latitude, double longitude) {
        return new Dot("venue", latitude, longitude, 1, false);
    }
}
