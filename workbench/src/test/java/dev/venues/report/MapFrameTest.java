package dev.venues.report;

import dev.venues.report.Dots.Dot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MapFrameTest {

    @ParameterizedTest
    @CsvSource({
        "52.5, 13.4, 52.5, 13.4",
        "52.5, 13.4, 53.5, 10.0",
        "-36.8, 174.8, 64.1, -122.3",
        "-90, -180, 90, 180",
        "89.9, 179.9, 90, 180",
        "-33, 0, 60, 0.1",
        "10, -179, 10, 179",
    })
    void shouldHoldAllDotsInAReasonableShape(double south, double west, double north, double east) {
        MapFrame frame = MapFrame.around(List.of(dot(south, west), dot(north, east)));

        assertThat(frame.x(west)).isBetween(0.0, MapFrame.WIDTH);
        assertThat(frame.x(east)).isBetween(0.0, MapFrame.WIDTH);
        assertThat(frame.y(south)).isBetween(0.0, frame.height());
        assertThat(frame.y(north)).isBetween(0.0, frame.height());
        assertThat(frame.height()).isBetween(0.3 * MapFrame.WIDTH, 0.76 * MapFrame.WIDTH);
        assertThat(frame.west()).isBetween(-180.0, frame.east());
        assertThat(frame.east()).isLessThanOrEqualTo(180.0001);
    }

    @Test
    void shouldShowTheSurroundingsOfASingleVenue() {
        MapFrame frame = MapFrame.around(List.of(dot(52.5, 13.4)));

        assertThat(frame.north() - frame.south()).isGreaterThanOrEqualTo(0.5);
        assertThat(frame.x(13.4)).isCloseTo(MapFrame.WIDTH / 2, within(1.0));
        assertThat(frame.y(52.5)).isCloseTo(frame.height() / 2, within(1.0));
    }

    private static Dot dot(double latitude, double longitude) {
        return new Dot("venue", latitude, longitude, 1, false);
    }
}
