package dev.venues.local;

import dev.venues.model.BuildInfo;
import dev.venues.testing.Checkout;
import dev.venues.testing.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of {@code bin}, from other folders, in a working copy whose build is a stand-in. */
class CommandsITCase {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<String> SOURCES = List.of(
            "pom.xml",
            "jobs/pom.xml",
            "jobs/src/main/java/Job.java",
            "workbench/pom.xml",
            "workbench/src/main/java/Main.java",
            "conf/samples/events.jsonl",
            "conf/wiremock/mappings/api.json");

    @TempDir
    private Path folder;

    private Path checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        copy("bin/venues");
        copy("bin/bench");
        copy("bin/stack");
        copy("stack/help.txt");
        for (String source : SOURCES) {
            Path file = checkout.resolve(source);
            Files.createDirectories(file.getParent());
            age(Files.createFile(file), Duration.ofHours(1));
        }
        Path jar = checkout.resolve("workbench/target/venues-local.jar");
        Files.createDirectories(jar.getParent());
        Files.createSymbolicLink(jar, Checkout.localJar());
    }

    private void copy(String file) throws IOException {
        Path copy = checkout.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(Checkout.root().resolve(file), copy);
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    // Links

    @Test
    void shouldRunThroughALinkFromAnyFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("venues"), checkout.resolve("bin/venues"));

        assertThat(run(link.toString(), "--version")).isEqualTo("Venues " + BuildInfo.current() + "\n");
    }

    @Test
    void shouldRunThroughALinkToALink() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("bin"), checkout.resolve("bin"));
        Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("bin/venues"));
        Path link = Files.createSymbolicLink(folder.resolve("venues"), elsewhere.resolve("relative"));

        assertThat(run(link.toString(), "version")).isEqualTo("Venues " + BuildInfo.current() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench", "stack"})
    void shouldRunOtherCommandsThroughALink(String command) throws IOException {
        Path link = Files.createSymbolicLink(
                folder.resolve(command), checkout.resolve("bin").resolve(command));

        assertThat(run(link.toString(), "help")).contains("bin/" + command + " ");
    }

    // Builds

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "jobs/src/main/java/Job.java", "workbench/pom.xml", "conf/samples/events.jsonl"})
    void shouldBuildWhenTheJarIsOlderThanASource(String source) throws IOException {
        age(checkout.resolve(source), Duration.ofHours(-1));

        assertThat(run(checkout.resolve("bin/venues").toString(), "version"))
                .isEqualTo(
                        """
                        Building venues-local.jar …
                        mvn -B -q -pl workbench -am -DskipTests package
                        Venues %s
                        """
                                .formatted(BuildInfo.current()));
    }

    /** Runs a command with a Maven that prints how it was called. */
    private String run(String... words) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path maven = Files.writeString(programs.resolve("mvn"), "#!/bin/sh\necho mvn \"$@\"\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        List<String> all =
                new ArrayList<>(List.of("env", "PATH=" + programs + File.pathSeparator + System.getenv("PATH")));
        all.addAll(List.of(words));
        Command.Ended ended = new Command(all, folder, LIMIT).run();
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output();
    }
}
