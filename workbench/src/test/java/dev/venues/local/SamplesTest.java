package dev.venues.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import dev.venues.testing.JsonLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The bundled samples: what they promise, and that they are what their generator makes. */
class SamplesTest {

    private static final Path CONF = Checkout.root().resolve("conf");

    @TempDir
    private Path copy;

    @Test
    void shouldCoverManyVenuesInManyCountries() throws Exception {
        Set<String> names = new HashSet<>();
        Set<String> countries = new HashSet<>();
        for (JsonNode stub : JsonLines.parse(Files.readString(CONF.resolve("wiremock/mappings/foursquare.json")))
                .get("mappings")) {
            JsonNode place = stub.at("/response/jsonBody/results/0");
            if (place.isObject()) {
                names.add(place.get("name").asText());
                countries.add(place.at("/location/country").asText());
            }
        }

        assertThat(names).hasSizeGreaterThanOrEqualTo(80);
        assertThat(countries).hasSizeGreaterThanOrEqualTo(15);
        assertThat(Files.readAllBytes(CONF.resolve("samples/events.jsonl")))
                .satisfies(bytes -> assertThat(lineFeeds(bytes)).isGreaterThanOrEqualTo(2_000));
    }

    @Test
    void shouldBeWhatTheGeneratorMakes() throws Exception {
        for (String file : List.of("samples/Generate.java", "samples/venues.csv")) {
            Path to = copy.resolve("conf").resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(CONF.resolve(file), to);
        }
        Files.createDirectories(copy.resolve("conf/wiremock/mappings"));

        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "conf/samples/Generate.java")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectOutput(copy.resolve("output.txt").toFile())
                .start();
        assertThat(generator.waitFor())
                .as(Files.readString(copy.resolve("output.txt")))
                .isZero();

        for (String file : List.of("samples/events.jsonl", "wiremock/mappings/foursquare.json")) {
            assertThat(Arrays.equals(
                            Files.readAllBytes(copy.resolve("conf").resolve(file)),
                            Files.readAllBytes(CONF.resolve(file))))
                    .as(file + " differs: run `java conf/samples/Generate.java`")
                    .isTrue();
        }
    }

    private static int lineFeeds(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }
}
