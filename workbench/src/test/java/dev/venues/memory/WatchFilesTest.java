package dev.venues.memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static dev.venues.memory.WatchFiles.CHART;
import static dev.venues.memory.WatchFiles.CLASSES;
import static dev.venues.memory.WatchFiles.READINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** No file that cannot be written takes a verdict away. */
class WatchFilesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatIsThere() throws WatchException {
        Path out = folder.resolve("new/memory");
        try (WatchFiles files = WatchFiles.begin(out)) {
            assertThat(files.end(course("process 17", 20)))
                    .isEqualTo("In " + out + ": memory.csv, memory-classes.csv, memory.png");
        }

        assertThat(List.of(READINGS, CLASSES, CHART))
                .allSatisfy(name -> assertThat(out.resolve(name)).isNotEmptyFile());
    }

    @Test
    void shouldRefuseAFolderThatCannotBeOne() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(WatchException.class)
                .isThrownBy(() -> WatchFiles.begin(file))
                .withMessageStartingWith("Nothing can be written to " + file + ": ");
    }

    @Test
    void shouldWriteIntoALinkedFolder() throws IOException, WatchException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("folder")));
        try (WatchFiles files = WatchFiles.begin(link)) {
            files.read(reading(0));
        }

        assertThat(folder.resolve("folder").resolve(READINGS)).isNotEmptyFile();
    }

    @Test
    void shouldWarnOfFilesThatCannotBeWritten() throws IOException, WatchException {
        Files.createDirectory(folder.resolve(CLASSES));
        Files.createDirectory(folder.resolve(CHART));
        try (WatchFiles files = WatchFiles.begin(folder)) {
            assertThat(files.end(course("process 17", 20)).lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("In " + folder + ": memory.csv"),
                            line -> assertThat(line)
                                    .startsWith("warning: " + folder.resolve(CLASSES) + " is not complete: "),
                            line -> assertThat(line)
                                    .startsWith("warning: " + folder.resolve(CHART) + " is not complete: "));
        }
    }

    /** XChart refuses a line without a name with a RuntimeException. */
    @Test
    void shouldWarnOfAChartThatCannotBeDrawn() throws WatchException {
        try (WatchFiles files = WatchFiles.begin(folder)) {
            assertThat(files.end(course("", 20)))
                    .startsWith("In " + folder + ": memory.csv, memory-classes.csv\nwarning: " + folder.resolve(CHART)
                            + " is not complete: java.lang.IllegalArgumentException");
        }
    }

    /** The disk may be full for a while: a table with a gap in it is not what was read. */
    @Test
    void shouldWarnOfReadingsThatAreMissing() throws IOException {
        MemoryCsv csv = new MemoryCsv(folder.resolve(READINGS));
        csv.close();
        try (WatchFiles files = new WatchFiles(folder, csv)) {
            files.read(reading(0));
            files.read(reading(1));

            assertThat(files.end(course("process 17", 20)).lines())
                    .containsExactly(
                            "In " + folder + ": memory-classes.csv, memory.png",
                            "warning: " + folder.resolve(READINGS)
                                    + " is not complete: java.io.IOException: Stream closed");
        }
    }

    @Test
    void shouldDrawNothingWhereNothingWasRead() throws WatchException {
        try (WatchFiles files = WatchFiles.begin(folder)) {
            assertThat(files.end(course("process 17", 0)))
                    .isEqualTo("In " + folder + ": memory.csv, memory-classes.csv, memory.png");
        }
    }

    private static MemoryCourse course(String name, int readings) {
        return new MemoryCourse(
                name,
                IntStream.range(0, readings).mapToObj(WatchFilesTest::reading).toList(),
                List.of(),
                null);
    }

    private static Reading reading(int second) {
        return new Reading(second, 1 << 26, 1 << 26, 1 << 26, 80, 90, -1);
    }
}
