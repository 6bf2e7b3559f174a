package dev.venues.job;

import dev.venues.codec.Located;
import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.lookup.cache.PastAnswers.Reception;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers are kept for 30 days here, the terms of Photon. */
class PastOutputsTest {

    private record Taken(VenueQuery query, Located located, Duration age) {}

    private static final Duration AMPLE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<Taken> taken = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    @Test
    void shouldHandOverWhatTookACall() throws Exception {
        write("2026-11-22--09/part-0-0.jsonl", Duration.ofHours(2), found("Café", "api"), notFound("Nowhere"));

        read();

        assertThat(names()).containsExactly("Café", "Nowhere");
        assertThat(taken.get(0).query).isEqualTo(new VenueQuery("Café", "Berlin", "DE"));
        assertThat(taken.get(0).located.toString()).startsWith("Located[52.5,").contains("photon");
        assertThat(taken.get(1).located.isFound()).isFalse();
        assertThat(taken)
                .allMatch(answer -> answer.age.compareTo(Duration.ofHours(2)) >= 0
                        && answer.age.compareTo(Duration.ofHours(3)) < 0);
    }

    /** One from the cache may be older than its file by as much as answers are kept. */
    @Test
    void shouldPassOverWhatCameFromTheCacheOrWasThereBefore() throws Exception {
        write(
                "part.jsonl",
                Duration.ZERO,
                found("A", "cache"),
                "{\"venue\":{\"name\":\"B\",\"latitude\":1,\"longitude\":2}}",
                "{\"title\":\"say \\\"via\\\":\\\"api\\\"\",\"venue\":{\"name\":\"C\"}}",
                "{\"x\":{\"via\":\"api\"},\"venue\":{\"name\":\"D\"}}",
                found("E", "api"));

        read();

        assertThat(names()).containsExactly("E");
    }

    @Test
    void shouldReadTheNewestFileFirst() throws Exception {
        write("a.jsonl", Duration.ofHours(3), found("3", "api"));
        write("b/c.jsonl", Duration.ofHours(1), found("1", "api"));
        write("d/e/f.json", Duration.ofHours(2), found("2", "api"));

        read();

        assertThat(names()).containsExactly("1", "2", "3");
    }

    @Test
    void shouldReadASingleFileAndGzip() throws Exception {
        Path file = folder.resolve("x.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((found("A", "api") + "\n").getBytes(UTF_8));
        }

        new PastOutputs(settings(file.toString()), AMPLE, Clock.systemUTC()).read(this::take);

        assertThat(names()).containsExactly("A");
    }

    @Test
    void shouldStopWhenTheCacheIsFull() throws Exception {
        write("a.jsonl", Duration.ZERO, found("1", "api"), found("2", "api"), found("3", "api"));
        write("b.jsonl", Duration.ofHours(1), found("4", "api"));
        room = 2;

        read();

        assertThat(names()).containsExactly("1", "2");
    }

    @Test
    void shouldNotReadWhatIsTooOldToCount() throws Exception {
        write("a.jsonl", Duration.ofDays(29), found("young", "api"));
        write("b.jsonl", Duration.ofDays(30), found("old", "api"));

        read();

        assertThat(names()).containsExactly("young");
    }

    @Test
    void shouldPassOverAnswersOfAnotherProvider() throws Exception {
        write("a.jsonl", Duration.ZERO, found("1", "api").replace("photon", "google"), found("2", "api"));

        read();

        assertThat(names()).containsExactly("2");
    }

    @Test
    void shouldPassOverDamagedLinesAndWhatIsNotCommitted() throws Exception {
        write("a.jsonl", Duration.ZERO, found("1", "api").substring(0, 60), "", "\"via\":\"api\"", found("2", "api"));
        write(".part.inprogress", Duration.ZERO, found("3", "api"));
        write("_replayed/x", Duration.ZERO, found("4", "api"));
        Files.write(folder.resolve("b.gz"), found("5", "api").getBytes(UTF_8));

        read();

        assertThat(names()).containsExactly("2");
    }

    @Test
    void shouldReadNothingWhereNothingIsYet() throws Exception {
        new PastOutputs(settings(folder.resolve("no/such/folder").toString()), AMPLE, Clock.systemUTC())
                .read(this::take);

        assertThat(taken).isEmpty();
    }

    @Test
    void shouldNotHoldUpTheJobForLong() throws Exception {
        String[] lines = new String[2_500];
        Arrays.setAll(lines, i -> found("venue " + i, "api"));
        write("a.jsonl", Duration.ZERO, lines);
        write("b.jsonl", Duration.ofHours(1), found("old", "api"));

        new PastOutputs(settings(folder.toString()), Duration.ZERO, Clock.systemUTC()).read(this::take);

        assertThat(taken).as("one batch").hasSize(1_000);
    }

    @Test
    void shouldNotCountAsProgressOfTheSource() throws Exception {
        write("a.jsonl", Duration.ZERO, found("1", "api"));
        LongSupplier left = Connectors.localFile(folder).bytesLeft();
        long before = left.getAsLong();

        read();

        assertThat(taken).hasSize(1);
        assertThat(left.getAsLong()).isEqualTo(before).isPositive();
    }

    private void read() throws SettingsException {
        new PastOutputs(settings(folder.toString()), AMPLE, Clock.systemUTC()).read(this::take);
    }

    private Reception take(VenueQuery query, Located located, Duration age) {
        if (taken.size() == room) {
            return Reception.FULL;
        }
        taken.add(new Taken(query, located, age));
        return Reception.TAKEN;
    }

    private List<String> names() {
        return taken.stream().map(answer -> answer.query.name()).toList();
    }

    private void write(String name, Duration age, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static String found(String venue, String via) {
        return "{\"venue\":{\"name\":\"" + venue + "\",\"city\":\"Berlin\",\"country\":\"DE\",\"latitude\":52.5,"
                + "\"longitude\":13.4,\"geo\":{\"outcome\":\"found\",\"placeId\":\"4b\",\"provider\":\"photon\",\"via\":\""
                + via + "\"}}}";
    }

    private static String notFound(String venue) {
        return "{\"venue\":{\"name\":\"" + venue
                + "\",\"geo\":{\"outcome\":\"not-found\",\"provider\":\"photon\",\"via\":\"api\"}}}";
    }

    private static Settings settings(String warmFrom) throws SettingsException {
        return SettingsParser.parse(
                        CommandLine.parse(List.of(
                                "--venues.geo.provider",
                                "photon",
                                "--venues.source.files.path",
                                "pom.xml",
                                "--venues.geo.cache.warm-from",
                                warmFrom)),
                        RunMode.LOCAL,
                        Connectors.standard())
                .settings();
    }
}
