package dev.venues.report;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CourseTest {

    private static final Duration TENTH = Duration.ofMillis(100);

    private final Course course = new Course(TENTH);

    @Test
    void shouldWaitForTheIntervalBetweenSamples() {
        assertThat(course.isDue(Duration.ZERO)).isTrue();
        course.add(GivenRun.sample(Duration.ZERO, 0));

        assertThat(course.isDue(Duration.ofMillis(99))).isFalse();
        assertThat(course.isDue(TENTH)).isTrue();
    }

    @Test
    void shouldStayBoundedHoweverLongARunIs() {
        for (Duration at = Duration.ZERO; at.compareTo(Duration.ofHours(3)) <= 0; at = at.plus(TENTH)) {
            if (course.isDue(at)) {
                course.add(GivenRun.sample(at, at.toMillis()));
            }
        }

        List<Sample> samples = course.thinned(Course.MAX_SAMPLES);
        assertThat(samples).hasSizeBetween(Course.MAX_SAMPLES / 2, Course.MAX_SAMPLES);
        assertThat(samples.get(0).at()).isZero();
        assertThat(course.last().at()).isGreaterThan(Duration.ofMinutes(179));
    }

    @Test
    void shouldKeepTheEndsWhenItIsThinned() {
        for (int i = 0; i < 100; i++) {
            course.add(GivenRun.sample(TENTH.multipliedBy(i), i));
        }

        assertThat(course.thinned(7).stream().map(sample -> sample.at().toMillis()))
                .containsExactly(0L, 1_600L, 3_300L, 4_900L, 6_600L, 8_200L, 9_900L);
        assertThat(course.thinned(1_000)).hasSize(100);
    }
}
