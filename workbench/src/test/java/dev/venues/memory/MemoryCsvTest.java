package dev.venues.memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/** What a watch leaves. */
class MemoryCsvTest {

    @TempDir
    private Path folder;

    @Test
    void shouldHaveEachReadingInTheFileAtOnce() throws IOException {
        Path file = folder.resolve("memory.csv");
        try (MemoryCsv csv = new MemoryCsv(file)) {
            csv.read(new Reading(0.1239, 1, 2, 3, 4, 5, 6));
            csv.read(new Reading(10, 11, 12, 13, 14, -1, -1));

            assertThat(Files.readAllLines(file))
                    .containsExactly(
                            "seconds,live_heap_bytes,metaspace_bytes,direct_bytes,threads,open_files,rss_bytes",
                            "0.124,1,2,3,4,5,6",
                            "10.0,11,12,13,14,,");
        }
    }

    @Test
    void shouldTellTheClassesThatGrew() throws IOException {
        Path file = folder.resolve("classes.csv");

        MemoryCsv.writeClasses(
                new MemoryCourse(
                        "made up",
                        List.of(),
                        List.of(
                                ClassHistogram.parse("   1:   10   100  Leak\n"),
                                ClassHistogram.parse("   1:   10010   100100  Leak\n")),
                        null),
                file);

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "class,instances_at_begin,instances_at_end,bytes_at_begin,bytes_at_end,rose,steps",
                        "Leak,10,10010,100,100100,1,1");
    }

    @Test
    void shouldDrawALineForEachCourse() throws IOException {
        Path one = folder.resolve("one.png");
        Path two = folder.resolve("two.png");

        MemoryChart.write(List.of(course("flat", 0)), one);
        MemoryChart.write(List.of(course("flat", 0), course("leak", 1 << 20)), two);

        assertThat(ImageIO.read(one.toFile()).getWidth()).isGreaterThan(1_000);
        assertThat(colours(two).size()).isGreaterThan(colours(one).size());
    }

    private static MemoryCourse course(String name, long step) {
        return new MemoryCourse(
                name,
                IntStream.range(0, 20)
                        .mapToObj(i -> new Reading(i, 1 << 26, 1 << 26, 1 << 26, 80 + i * step, 90, -1))
                        .toList(),
                List.of(),
                null);
    }

    private static Set<Integer> colours(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
