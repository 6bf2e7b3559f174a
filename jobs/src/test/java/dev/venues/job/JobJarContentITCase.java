package dev.venues.job;

import dev.venues.testing.Checkout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes to a cluster, and what does not. */
class JobJarContentITCase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/venues/local/",
                "dev/venues/memory/",
                "dev/venues/replay/",
                "org/knowm/",
                "org/apache/commons/math3/",
                "com/github/tomakehurst/",
                "org/apache/flink/runtime/"
            })
    void shouldKeepWhatOnlyLocalRunsNeedOutOfTheClusterJar(String folder) throws IOException {
        assertThat(entries("venues-local.jar")).anyMatch(name -> name.startsWith(folder));
        assertThat(entries("venues-job.jar")).noneMatch(name -> name.startsWith(folder));
    }

    @Test
    void shouldHoldTheJob() throws IOException {
        assertThat(entries("venues-job.jar")).contains("dev/venues/job/VenueEnrichmentJob.class");
    }

    private static List<String> entries(String jar) throws IOException {
        try (JarFile file =
                new JarFile(Checkout.jobs().resolve("target").resolve(jar).toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
