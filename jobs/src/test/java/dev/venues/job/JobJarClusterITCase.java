package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.flink.FlinkCluster;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.kinesis.KinesisApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The cluster jar on a JobManager and a TaskManager in their own processes, submitted as {@code flink run} does. */
class JobJarClusterITCase {

    private static final Path JAR = Checkout.jobJar();

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis = KinesisExtension.onKinesalite()
            .withStream("events", 2)
            .withStream("enriched", 1)
            .withGeoApi()
            .build();

    private FlinkCluster cluster;

    @BeforeEach
    void startCluster() {
        cluster = kinesis.open(FlinkCluster.start(folder, 1));
    }

    @Test
    void shouldRunOnAClusterAndShowItsBuildButNoSecret() throws Exception {
        Path in = folder.resolve("in.jsonl");
        Files.write(in, SyntheticEvents.events(2_000));
        String jar = cluster.rest().upload(JAR);

        String job = cluster.rest().run(jar, arguments(in));
        cluster.await("the end of the job", () -> cluster.state(job).equals("FINISHED"));

        List<String> lines = JsonLines.lines(folder.resolve("enriched"));
        assertThat(lines.stream()
                        .map(line -> JsonLines.parse(line).get("id").asInt())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2_000).boxed().toList());
        assertThat(lines).allMatch(SyntheticEvents::isLocatedRight);
        assertThat(kinesis.geo().requests()).isEqualTo(50);
        JsonNode details = cluster.rest().get("/jobs/" + job);
        assertThat(details.get("name").asText()).matches("Venues \\S+ \\(\\w+(, dirty)?\\)");
        String shown = details
                + cluster.rest().text("/jobs/" + job + "/config")
                + cluster.rest().text("/jars");
        assertThat(shown).contains("\"venues.geo.api-key-file\"", "\"version\"").doesNotContain(JobProcess.API_KEY);
        assertThat(cluster.logs()).contains("Venues ", "starts").doesNotContain(JobProcess.API_KEY);

        assertThatThrownBy(() -> cluster.rest().run(jar, List.of("--venues.geo.provder", "photon")))
                .hasMessageContaining("did you mean venues.geo.provider?")
                .hasMessageContaining("the bundled samples are for local runs");
    }

    /** The TaskManager's JVM never ran our main class: what an emulator needs must be set there too. */
    @Test
    void shouldReadAndWriteKinesisOnAClusterToo() {
        kinesis.api()
                .putRecords(
                        "events",
                        IntStream.range(0, 2_000)
                                .mapToObj(i -> new KinesisApi.Entry(
                                        SyntheticEvents.event(i).getBytes(UTF_8), "key " + i))
                                .toList());

        List<String> args = new ArrayList<>(kinesis.geo().options());
        args.addAll(List.of(
                "--venues.source",
                "kinesis",
                "--venues.source.kinesis.stream",
                "events",
                "--venues.sink",
                "kinesis",
                "--venues.sink.kinesis.stream",
                "enriched",
                "--venues.dead-letters",
                "files",
                "--venues.dead-letters.files.path",
                folder.resolve("dead-letters").toString(),
                "--venues.aws.endpoint",
                kinesis.endpoint().toString()));
        cluster.rest().run(cluster.rest().upload(JAR), args);
        cluster.await("all events", () -> kinesis.api().readAll("enriched").size() >= 2_000);

        List<KinesisApi.Rec> out = kinesis.api().readAll("enriched");
        assertThat(out)
                .hasSize(2_000)
                .allMatch(record -> SyntheticEvents.isLocatedRight(new String(record.data(), UTF_8)));
    }

    private List<String> arguments(Path in) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), JobProcess.API_KEY + "\n");
        return new ArrayList<>(List.of(
                "--venues.source.files.path",
                in.toString(),
                "--venues.sink.files.path",
                folder.resolve("enriched").toString(),
                "--venues.dead-letters.files.path",
                folder.resolve("dead-letters").toString(),
                "--venues.geo.provider",
                "foursquare",
                "--venues.geo.url",
                kinesis.geo().url(),
                "--venues.geo.api-key-file",
                key.toString(),
                "--venues.geo.cache.ttl",
                "1 h"));
    }
}
