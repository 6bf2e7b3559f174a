package dev.venues.memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The verdict on courses whose truth is known: half an hour, a reading every ten seconds. */
class MemoryCourseTest {

    private static final double MIB = 1 << 20;
    private static final int READINGS = 181;
    private static final double INTERVAL = 10;
    private static final double LENGTH = (READINGS - 1) * INTERVAL;

    private final Random random = new Random(20_261_122);

    @Test
    void shouldSayOfALeakInAShortWatchThatAStartLooksTheSame() {
        MemoryCourse whole = heap(second -> 60 + second / 10 + 0.3 * random.nextGaussian());
        MemoryCourse start = new MemoryCourse("start", whole.readings().subList(0, 40), List.of(), null);

        assertThat(start.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(start.report()).contains("has just begun");
        assertThat(whole.report()).contains("leak").doesNotContain("has just begun");
    }

    // Flat

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCallNoiseFlat(long seed) {
        random.setSeed(seed);

        assertThat(heap(second -> 60 + 3 * random.nextGaussian()).verdict()).isEqualTo(Verdict.FLAT);
    }

    @Test
    void shouldCallAConstantFlat() {
        MemoryCourse course = heap(second -> 60);

        assertThat(course.verdict()).isEqualTo(Verdict.FLAT);
        assertThat(of(course, Figure.LIVE_HEAP).trend()).isEqualTo(new Trend(0, 0, 0));
    }

    /** A cache that fills and empties; few teeth are the hard case, as each begins to look like a leak. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2, 2.5, 3, 3.5, 5, 8.3, 20})
    void shouldCallASawtoothFlat(double teeth) {
        assertThat(heap(second -> 60 + 20 * (second * teeth / LENGTH % 1) + random.nextGaussian())
                        .verdict())
                .isEqualTo(Verdict.FLAT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.4, 0.5})
    void shouldCallFlatWhatHasWarmedUp(double share) {
        assertThat(heap(second -> 20 + 40 * Math.min(1, second / (share * LENGTH)) + 0.3 * random.nextGaussian())
                        .verdict())
                .isEqualTo(Verdict.FLAT);
    }

    /** As a cache does that fills with the venues that are named: fast, then ever more slowly. */
    @Test
    void shouldCallFlatWhatFillsEverMoreSlowly() {
        assertThat(heap(second -> 60 - 40 * Math.exp(-second / (LENGTH / 8)) + 0.3 * random.nextGaussian())
                        .verdict())
                .isEqualTo(Verdict.FLAT);
    }

    @Test
    void shouldCallFlatWhatShrinks() {
        assertThat(heap(second -> 60 - 20 * second / LENGTH).verdict()).isEqualTo(Verdict.FLAT);
    }

    /** For certain, and of no account: it would take more than half a year to fill the heap. */
    @Test
    void shouldCallFlatWhatGainsNextToNothing() {
        assertThat(heap(second -> 60 + 0.05 * second / LENGTH).verdict()).isEqualTo(Verdict.FLAT);
    }

    @Test
    void shouldCallFlatWhatTheJvmLearns() {
        assertThat(course(second -> new Reading(second, 1, (long) ((60 + 3 * second / LENGTH) * MIB), 1, 1, 1, 1))
                        .verdict())
                .isEqualTo(Verdict.FLAT);
    }

    // Leaks

    @Test
    void shouldSeeClassesThatStay() {
        MemoryCourse course = course(
                second -> new Reading(second, 1, (long) ((60 + 18 * Math.floor(second / 300)) * MIB), 1, 1, 1, 1));

        assertThat(course.report()).endsWith("Verdict: leak (metaspace)");
    }

    /** MiB an hour: the least fills 512 MiB within four days. */
    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 50, 500})
    void shouldCallASlowLeakALeak(double perHour) {
        MemoryCourse course = heap(second -> 60 + perHour * second / 3_600 + 0.5 * random.nextGaussian());

        assertThat(course.verdict()).isEqualTo(Verdict.LEAK);
        Trend trend = of(course, Figure.LIVE_HEAP).trend();
        assertThat(perHour * MIB).isBetween(trend.low(), trend.high());
        assertThat(trend.perHour() / MIB).isBetween(perHour - 1, perHour + 1);
        assertThat(course.report())
                .containsPattern("(?m)^heap after GC +leak +\\+[\\d.]+ MiB/h \\(95 %: \\+[\\d.]+ to \\+[\\d.]+\\)$")
                .endsWith("Verdict: leak (heap after GC)");
    }

    @Test
    void shouldSeeALeakBelowASawtooth() {
        assertThat(heap(second -> 60 + 60 * second / 3_600 + 5 * (second / 300 % 1))
                        .verdict())
                .isEqualTo(Verdict.LEAK);
    }

    @Test
    void shouldSeeALeakThatSlowsDownButGoesOn() {
        assertThat(heap(second -> 20 + 40 * Math.sqrt(second / LENGTH)).verdict())
                .isEqualTo(Verdict.LEAK);
    }

    @Test
    void shouldSeeThreadsThatStay() {
        MemoryCourse course = course(second -> new Reading(second, 1, 1, 1, 80 + (long) (second / 60), 1, 1));

        assertThat(course.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(course.report()).endsWith("Verdict: leak (threads)");
    }

    @Test
    void shouldNotJudgeTheResidentSize() {
        MemoryCourse course = course(second -> new Reading(second, 1, 1, 1, 1, 1, (long) (second * MIB)));

        assertThat(course.verdict()).isEqualTo(Verdict.FLAT);
        assertThat(course.report()).containsPattern("(?m)^RSS +not judged +\\+3,600\\.0 MiB/h");
    }

    // Too little

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 15})
    void shouldGiveNoVerdictWithTooFewReadings(int readings) {
        MemoryCourse all = heap(second -> 60);

        MemoryCourse few = new MemoryCourse("few", all.readings().subList(0, readings), List.of(), null);

        assertThat(few.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(few.report()).startsWith("Verdict: none, because 12 readings after the warm-up are needed");
    }

    @Test
    void shouldGiveNoVerdictOnWhatTheSystemDoesNotTell() {
        MemoryCourse course = course(second -> new Reading(second, 1, 1, 1, 1, -1, -1));

        assertThat(of(course, Figure.OPEN_FILES).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(course.verdict()).isEqualTo(Verdict.FLAT);
    }

    @Test
    void shouldHaveEnoughReadingsWithThoseThatThePlanAsksFor() {
        MemoryCourse all = heap(second -> 60);

        assertThat(new MemoryCourse("enough", all.readings().subList(0, WatchPlan.FEWEST_READINGS), List.of(), null)
                        .verdict())
                .isEqualTo(Verdict.FLAT);
    }

    // A JVM that ended before the time was over

    /** It may have died of the memory that it lacked: what was seen of it was flat, and it was not. */
    @Test
    void shouldNotCallFlatWhatEndedBeforeTheTimeWasOver() {
        MemoryCourse died = endedAfter(1_234, heap(second -> 60));

        assertThat(died.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(died.report())
                .contains("heap after GC  flat")
                .endsWith("\nVerdict: none, because it ended after 1,234 s, before the time was over");
    }

    @Test
    void shouldSayThatItEndedRatherThanThatThereWereTooFewReadings() {
        MemoryCourse died = endedAfter(7, new MemoryCourse("none", List.of(), List.of(), null));

        assertThat(died.report()).isEqualTo("Verdict: none, because it ended after 7 s, before the time was over");
    }

    @Test
    void shouldCallALeakOneAlsoWhenItEnded() {
        MemoryCourse died = endedAfter(1_234, heap(second -> 60 + 50 * second / 3_600));

        assertThat(died.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(died.report()).endsWith("\nVerdict: leak (heap after GC), until it ended after 1,234 s");
    }

    private static MemoryCourse endedAfter(int seconds, MemoryCourse seen) {
        return new MemoryCourse(seen.name(), seen.readings(), seen.histograms(), Duration.ofSeconds(seconds));
    }

    private static Judgement of(MemoryCourse course, Figure figure) {
        return course.judgements().get(figure.ordinal());
    }

    /** A course whose heap has so many MiB at a second. */
    private static MemoryCourse heap(DoubleUnaryOperator mib) {
        return course(second -> new Reading(second, (long) (mib.applyAsDouble(second) * MIB), 1, 1, 1, 1, 1));
    }

    private static MemoryCourse course(DoubleFunction<Reading> reading) {
        return new MemoryCourse(
                "made up",
                IntStream.range(0, READINGS)
                        .mapToObj(number -> reading.apply(number * INTERVAL))
                        .toList(),
                List.of(),
                null);
    }
}
