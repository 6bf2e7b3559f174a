package dev.venues.report;

import dev.venues.report.Dots.Dot;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class DotsTest {

    private final Dots dots = new Dots();

    @Test
    void shouldCountTheEventsOfAPlace() {
        dots.add("Berghain", 52.511, 13.443);
        dots.add("BERGHAIN", 52.511, 13.443);
        dots.add("Elbphilharmonie", 53.541, 9.984);

        assertThat(dots.drawn().largestFirst())
                .containsExactly(
                        new Dot("Berghain", 52.511, 13.443, 2, false),
                        new Dot("Elbphilharmonie", 53.541, 9.984, 1, false));
        assertThat(dots.drawn().isExact()).isTrue();
        assertThat(dots.events()).isEqualTo(3);
    }

    @Test
    void shouldSayWhenSeveralVenuesAreInABuilding() {
        dots.add("Berghain", 52.51101, 13.44301);
        dots.add("Panorama Bar", 52.51102, 13.44302);

        assertThat(dots.busiest(9)).containsExactly(new Dot("Berghain", 52.51101, 13.44301, 2, true));
    }

    @Test
    void shouldLoseNoEventWhenPlacesArePutTogether() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            dots.add("venue " + i, random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180);
        }

        Dots.Drawn drawn = dots.drawn();

        assertThat(drawn.largestFirst()).hasSizeBetween(Dots.MAX_DOTS / 8, Dots.MAX_DOTS);
        assertThat(drawn.isExact()).isFalse();
        assertThat(drawn.largestFirst().stream().mapToLong(Dot::events).sum()).isEqualTo(100_000);
    }

    @Test
    void shouldNameThePlaceWithMostEventsWhenPlacesArePutTogether() {
        Dot few = new Dot("Few", 1, 1, 2, false);
        Dot many = new Dot("Many", 2, 2, 3, false);

        assertThat(few.and(many)).isEqualTo(new Dot("Many", 2, 2, 5, true)).isEqualTo(many.and(few));
    }

    @Test
    void shouldListPlacesApartThatTheMapPutsTogether() {
        for (int i = 0; i <= Dots.MAX_DOTS; i++) {
            dots.add("venue " + i, 0, i * 0.001);
        }
        dots.add("venue 7", 0, 0.007);

        assertThat(dots.drawn().isExact()).isFalse();
        assertThat(dots.busiest(1)).containsExactly(new Dot("venue 7", 0, 0.007, 2, false));
    }
}
