package dev.venues.job;

import dev.venues.testing.Checkout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
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
                "dev/venues/report/",
                "samples/",
                "wiremock/",
                "log4j2.xml",
                "org/knowm/",
                "org/apache/commons/math3/",
                "com/github/tomakehurst/",
                "org/apache/flink/core/",
                "org/apache/flink/runtime/",
                "org/apache/logging/"
            })
    void shouldKeepWhatOnlyLocalRunsNeedOutOfTheClusterJar(String folder) throws IOException {
        assertThat(entries(Checkout.localJar())).anyMatch(name -> name.startsWith(folder));
        assertThat(entries(Checkout.jobJar())).noneMatch(name -> name.startsWith(folder));
    }

    @Test
    void shouldHoldTheJob() throws IOException {
        assertThat(entries(Checkout.jobJar())).contains("dev/venues/job/VenueEnrichmentJob.class");
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
