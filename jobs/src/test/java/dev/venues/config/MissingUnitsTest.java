package dev.venues.config;

import dev.venues.job.Connectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Flink takes a bare number for milliseconds or bytes: {@code request-timeout 5} let every request fail. */
class MissingUnitsTest {

    /** All that there are, so that a new one cannot be left out. */
    @ParameterizedTest
    @MethodSource("withUnit")
    void shouldRefuseADurationOrASizeWithoutAUnit(String key, String units) {
        for (String value : List.of("5", "1", "90", "007")) {
            String problem = key + " = " + value + ": needs a unit: write " + units.replace("5", value);
            assertThat(GivenSettings.ownEvents().with(key, value).problems()).containsExactly(problem);
        }
    }

    static Stream<Arguments> withUnit() {
        List<Arguments> all = new ArrayList<>();
        for (ConfigOption<?> option : VenuesOptions.with(Connectors.standard()).all()) {
            if (reads(option, "5 s") && !reads(option, "soon")) {
                all.add(arguments(option.key(), "5s or 5ms"));
            } else if (reads(option, "5 kb") && !reads(option, "much")) {
                all.add(arguments(option.key(), "5mb or 5b"));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(6);
        return all.stream();
    }

    private static boolean reads(ConfigOption<?> option, String text) {
        try {
            Configuration.fromMap(Map.of(option.key(), text)).get(option);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void shouldRefuseAMissingUnitInASettingsFileToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bare.properties"),
                "venues.geo.deadline = 120\nvenues.geo.cache.max-bytes = 64\nvenues.geo.cache.ttl = 30\n");

        assertThat(GivenSettings.ownEvents().configFile(file).problems())
                .containsExactlyInAnyOrder(
                        "venues.geo.deadline = 120: needs a unit: write 120s or 120ms",
                        "venues.geo.cache.max-bytes = 64: needs a unit: write 64mb or 64b",
                        "venues.geo.cache.ttl = 30: needs a unit: write 30s or 30ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00", "0 s", "0ms"})
    void shouldTakeNothingWithoutAUnit(String nothing) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.cache.ttl", nothing)
                        .settings()
                        .geo()
                        .options()
                        .cache()
                        .ttl())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "5 s", "5000ms", "5 sec", "5000 milli", "5seconds"})
    void shouldTakeAnyUnitOfFlinks(String text) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.request-timeout", text)
                        .settings()
                        .geo()
                        .options()
                        .calls()
                        .requestTimeout())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
