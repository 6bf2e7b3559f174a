package dev.venues.local;

import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What a local run says at its end where nothing came of it. */
class LocatedNothingITCase {

    @TempDir
    private Path folder;

    private Path in;

    @BeforeEach
    void makeInputFolder() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
    }

    @Test
    void shouldSayWhereTheNameMayStandWhenNoEventHasOne() throws Exception {
        Files.write(in.resolve("a.jsonl"), Collections.nCopies(500, "{\"id\":\"7\",\"place\":{\"title\":\"Tresor\"}}"));

        assertThat(lastLine(0))
                .isEqualTo(
                        "warning: nothing was located: 500 of 500 events have no name at /venue/name; they have texts at"
                                + " /id, /place/title, of which /place/title looks like the name (venues.event.name)");
        assertThat(JsonLines.lines(folder.resolve("out/enriched"))).hasSize(500);
    }

    @Test
    void shouldSayThatThereIsNothingToRead() throws Exception {
        Files.createFile(in.resolve("_hidden.jsonl"));

        assertThat(lastLine(0))
                .isEqualTo("warning: no event was read: " + in
                        + " holds no file whose name does not begin with . or _ (venues.source.files.path)");
    }

    @Test
    void shouldFailAndSayWhatTheInputIsWhenNothingOfItIsAnEvent() throws Exception {
        Files.writeString(in.resolve("a.json"), "{\n  \"venue\": {\n    \"name\": \"Tresor\"\n  }\n}\n");

        assertThat(lastLine(1, "--report", "report.html"))
                .isEqualTo("The run failed: all 5 events became dead letters: the input is JSON over several lines:"
                        + " write one event a line (jq -c .)");
        assertThat(JsonLines.read(folder.resolve("out/dead-letters"))).hasSize(5);
        assertThat(folder.resolve("report.html")).content().contains("The run failed: all 5 events");
        assertThat(folder.resolve("out/venues.log")).content().contains("The run failed: all 5 events");
    }

    @Test
    void shouldWarnWhenNearlyAllAreDeadLetters() throws Exception {
        List<String> array = new ArrayList<>(List.of("["));
        SyntheticEvents.events(30).forEach(event -> array.add(event + ","));
        array.set(30, array.get(30).replaceFirst(",$", ""));
        array.add("]");
        Files.write(in.resolve("a.json"), array);

        assertThat(lastLine(0))
                .isEqualTo(
                        "warning: 31 of 32 events became dead letters: the input is a JSON array: write one event a line"
                                + " (jq -c '.[]')");
    }

    @Test
    void shouldFailAndSayWhyWhenEveryLookupFails() throws Exception {
        Files.write(in.resolve("a.jsonl"), SyntheticEvents.events(5));
        try (GeoApi api = new GeoApi().answerWith(400)) {
            assertThat(lastLine(api, 1))
                    .startsWith(
                            "The run failed: all 5 events became dead letters: most are rejected, the first because of"
                                    + " this: the API answered 400")
                    .endsWith("(venues.geo.provider, venues.geo.url, venues.event.*)");
        }
    }

    /** No event is lost to a path that is wrong, and nobody waits for three restarts. */
    @Test
    void shouldStopAtOnceWhenTheApiIsAskedInTheWrongPlace() throws Exception {
        Files.write(in.resolve("a.jsonl"), SyntheticEvents.events(500));
        try (GeoApi api = new GeoApi().answerWith(404)) {
            assertThat(lastLine(api, 1))
                    .startsWith(
                            "The job failed: The geo provider foursquare is asked in the wrong place or way (none of"
                                    + " 20 different queries was answered: the API answered 404 for " + api.url()
                                    + "/places/search). Check venues.geo.url.");
        }
        assertThat(JsonLines.lines(folder.resolve("out/dead-letters"))).isEmpty();
        assertThat(JsonLines.lines(folder.resolve("out/enriched"))).isEmpty();
        assertThat(folder.resolve("out/venues.log"))
                .content()
                .contains("FAILED")
                .doesNotContain("RESTARTING");
    }

    private String lastLine(int exit, String... more) throws Exception {
        try (GeoApi api = new GeoApi()) {
            return lastLine(api, exit, more);
        }
    }

    private String lastLine(GeoApi api, int exit, String... more) {
        List<String> args =
                new ArrayList<>(List.of("enrich", "--venues.source.files.path", in.toString(), "--web-port", "0"));
        args.addAll(api.options());
        args.addAll(List.of(more));
        try (JobProcess job = JobProcess.start(folder, args.toArray(String[]::new))) {
            assertThat(job.awaitExit()).as(job.output()).isEqualTo(exit);
            return job.output().lines().reduce((first, second) -> second).orElseThrow();
        }
    }
}
