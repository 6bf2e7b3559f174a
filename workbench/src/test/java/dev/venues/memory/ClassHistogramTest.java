package dev.venues.memory;

import dev.venues.memory.ClassHistogram.Count;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClassHistogramTest {

    @Test
    void shouldReadWhatTheJvmPrints() {
        ClassHistogram histogram = ClassHistogram.parse(
                """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         15234        1234568  [B (java.base@17.0.1)
                   2:          9000         216000  java.lang.String (java.base@17.0.1)
                   3:            12           4096  [[Ljava.lang.Object; (java.base@17.0.1)
                   4:             3             72  dev.venues.model.Place
                   5:             2             48  dev.venues.model.Place
                Total         24251        1454784
                """);

        assertThat(histogram.bytes()).isEqualTo(1_454_784);
        assertThat(histogram.classes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "byte[]", new Count(15_234, 1_234_568),
                        "java.lang.String", new Count(9_000, 216_000),
                        "java.lang.Object[][]", new Count(12, 4_096),
                        "dev.venues.model.Place", new Count(5, 120)));
    }

    @Test
    void shouldNotTakeAnythingElseForAHistogram() {
        assertThatThrownBy(() -> ClassHistogram.parse("Out of memory\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no class histogram: Out of memory");
    }

    @Test
    void shouldShowWhatGrowsWithTheLargestFirst() {
        List<ClassHistogram> histograms = IntStream.rangeClosed(0, 10)
                .mapToObj(step -> histogram(Map.of(
                        "Leak",
                        20_000L * step,
                        "LargerLeak",
                        1_000_000 + 50_000L * step,
                        "Flat",
                        900_000L,
                        "UpAndDown",
                        100_000L * (step % 2) + 20_000 * (step / 10),
                        "Shrinking",
                        900_000 - 10_000L * step,
                        "Little",
                        10L * step)))
                .toList();

        List<GrowingClasses.Growth> growing = GrowingClasses.of(histograms);

        assertThat(growing).extracting(GrowingClasses.Growth::type).containsExactly("LargerLeak", "Leak");
        assertThat(growing).extracting(GrowingClasses.Growth::bytes).containsExactly(500_000L, 200_000L);
        assertThat(growing.get(1)).hasToString("      +2,000       +200,000  10 of 10  Leak");
    }

    @Test
    void shouldShowNothingForOneHistogram() {
        assertThat(GrowingClasses.of(List.of(histogram(Map.of("Leak", 1L))))).isEmpty();
    }

    /** Objects of a hundred bytes each. */
    private static ClassHistogram histogram(Map<String, Long> bytes) {
        StringBuilder text = new StringBuilder();
        bytes.forEach((type, size) -> text.append("   1:   ")
                .append(size / 100)
                .append("   ")
                .append(size)
                .append("  ")
                .append(type)
                .append('\n'));
        return ClassHistogram.parse(text.toString());
    }
}
