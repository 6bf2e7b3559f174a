package dev.venues.testing.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class JobLogTest {

    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatTheJobPrintedAndTheEndOfItsLog() throws IOException {
        Files.writeString(folder.resolve("output.txt"), "events in 3\n");
        Files.write(
                Files.createDirectory(folder.resolve("out")).resolve("venues.log"),
                IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toList());

        assertThat(JobLog.of(folder))
                .startsWith("The end of the job's output.txt:\nevents in 3\n")
                .contains("venues.log:\nline 800\n")
                .endsWith("line 999\n");
    }

    @Test
    void shouldSayThatThereIsNoneWhenTheJobDidNotComeThatFar() {
        assertThat(JobLog.of(folder)).isEqualTo("The job wrote no output.txt.\nThe job wrote no out/venues.log.\n");
    }
}
