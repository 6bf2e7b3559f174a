package dev.venues.testing.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import org.awaitility.Awaitility;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/** One job of a cluster, seen and steered by REST. */
public final class FlinkJob {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<String> ENDED = List.of("FINISHED", "FAILED", "CANCELED");

    private final FlinkCluster cluster;
    private final FlinkRest rest;
    private final String id;

    private FlinkJob(FlinkCluster cluster, String id) {
        this.cluster = cluster;
        this.rest = cluster.rest();
        this.id = id;
    }

    /**
     * How a job is started.
     *
     * @param arguments of the main class
     * @param parallelism of every operator
     * @param flink Flink's own settings, on top of the cluster's
     * @param savepoint where to go on, null for a new start
     */
    public record Start(List<String> arguments, int parallelism, Map<String, String> flink, String savepoint) {

        public static Start of(List<String> arguments) {
            return new Start(arguments, 2, Map.of(), null);
        }

        public Start withFlink(String key, String value) {
            Map<String, String> more = new HashMap<>(flink);
            more.put(key, value);
            return new Start(arguments, parallelism, more, savepoint);
        }

        public Start from(String savepoint, int parallelism) {
            return new Start(arguments, parallelism, flink, savepoint);
        }
    }

    /** Submits the cluster jar. */
    public static FlinkJob submit(FlinkCluster cluster, Start start) {
        FlinkRest rest = cluster.rest();
        Map<String, Object> request = new HashMap<>();
        request.put("programArgsList", start.arguments());
        request.put("parallelism", start.parallelism());
        request.put("flinkConfiguration", start.flink());
        if (start.savepoint() != null) {
            request.put("savepointPath", start.savepoint());
        }
        return new FlinkJob(cluster, rest.run(rest.upload(Checkout.jobJar()), request));
    }

    /** The jobs of a cluster that have not ended. */
    static List<FlinkJob> running(FlinkCluster cluster) {
        JsonNode jobs = cluster.rest().get("/jobs").path("jobs");
        return StreamSupport.stream(jobs.spliterator(), false)
                .filter(job -> !ENDED.contains(job.path("status").asText()))
                .map(job -> new FlinkJob(cluster, job.path("id").asText()))
                .toList();
    }

    /** For example RUNNING. */
    public String state() {
        return rest.get("/jobs/" + id).path("state").asText();
    }

    /** Waits until a condition holds; fails at once if the job fails. */
    public void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> {
                    if (state().equals("FAILED")) {
                        throw new AssertionError("the job failed: " + rest.text("/jobs/" + id + "/exceptions"));
                    }
                })
                .until(condition);
    }

    public void awaitEnd() {
        await("the end of the job", () -> state().equals("FINISHED"));
    }

    /**
     * Kills the TaskManager that has run longest and starts another, and waits until the job was restored and has
     * completed a checkpoint after that. Returns how long it took.
     */
    public Duration loseTaskManager() {
        await("a checkpoint to go back to", this::hasCompletedSinceRestore);
        int before = restored();
        long killed = System.nanoTime();
        cluster.replaceOldestTaskManager();
        await("a restore", () -> restored() > before);
        await("a checkpoint after the restore", this::hasCompletedSinceRestore);
        return Duration.ofNanos(System.nanoTime() - killed);
    }

    /** How many times the job was restored from a checkpoint or savepoint. */
    public int restored() {
        return checkpoints().at("/counts/restored").asInt();
    }

    /** Whether a checkpoint was completed after the last restore. */
    private boolean hasCompletedSinceRestore() {
        JsonNode latest = checkpoints().path("latest");
        return latest.at("/completed/id").asLong() > latest.at("/restored/id").asLong();
    }

    /** How many checkpoints failed, those that expired included. */
    public int failedCheckpoints() {
        return checkpoints().at("/counts/failed").asInt();
    }

    private JsonNode checkpoints() {
        return rest.get("/jobs/" + id + "/checkpoints");
    }

    /**
     * The largest value of a metric over the subtasks of the vertex whose name contains a text.
     *
     * @return empty as long as the job reports no such metric
     */
    public OptionalDouble highest(String vertex, String metric) {
        return aggregated("max", vertex, metric);
    }

    /** The sum of a metric over the subtasks, else as {@link #highest}. */
    public OptionalDouble total(String vertex, String metric) {
        return aggregated("sum", vertex, metric);
    }

    private OptionalDouble aggregated(String how, String vertex, String metric) {
        JsonNode vertices = rest.get("/jobs/" + id).path("vertices");
        String vertexId = StreamSupport.stream(vertices.spliterator(), false)
                .filter(each -> each.path("name").asText().contains(vertex))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + vertex + " in " + vertices))
                .path("id")
                .asText();
        JsonNode values =
                rest.get("/jobs/" + id + "/vertices/" + vertexId + "/subtasks/metrics?agg=" + how + "&get=" + metric);
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.path(0).path(how).asDouble());
    }

    /** Stops the job and returns the path of its savepoint. */
    public String stopWithSavepoint(Path folder) {
        String trigger = rest.post(
                        "/jobs/" + id + "/stop",
                        Map.of("targetDirectory", folder.toUri().toString(), "drain", false))
                .path("request-id")
                .asText();
        String path = "/jobs/" + id + "/savepoints/" + trigger;
        await("the savepoint", () -> rest.get(path).at("/status/id").asText().equals("COMPLETED"));
        JsonNode operation = rest.get(path).path("operation");
        if (!operation.has("location")) {
            throw new IllegalStateException("no savepoint: " + operation);
        }
        awaitEnd();
        return operation.path("location").asText();
    }

    /** Cancels the job unless it has ended, and waits for its end. */
    public void cancel() {
        rest.patch("/jobs/" + id + "?mode=cancel");
        Awaitility.await("the end of the job").atMost(LIMIT).until(() -> ENDED.contains(state()));
    }
}
