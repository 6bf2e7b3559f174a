package dev.venues.testing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DebianProgramTest {

    @TempDir
    private Path folder;

    @Test
    void shouldFindAProgramOnThePath() throws IOException {
        Path program = Files.createFile(folder.resolve("promtool"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(DebianProgram.find("promtool", "prometheus", "/nowhere" + File.pathSeparator + folder))
                .isEqualTo(program);
    }

    @Test
    void shouldSayWhatToInstallWhenAProgramIsMissing() {
        assertThatThrownBy(() -> DebianProgram.find("promtool", "prometheus", folder.toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("promtool is not on the PATH: apt-get install prometheus, ");
    }
}
