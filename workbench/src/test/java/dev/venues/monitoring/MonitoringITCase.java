package dev.venues.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.memory.WatchException;
import dev.venues.memory.WatchedJvm;
import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import dev.venues.testing.MarkdownTable;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.monitoring.Dashboard;
import dev.venues.testing.monitoring.Prometheus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A real Prometheus reads a real run from Kinesis, with the configuration that we ship. */
@Tag("system")
class MonitoringITCase {

    /** What the document says of the names: their beginning, and the one that has more in it. */
    private static final Matcher NAMES = document("names\\s+them `(\\w+_)…`, only `(\\w+)` is `…_(\\w+)`");

    private static final String PREFIX = NAMES.group(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final KinesisExtension KINESIS =
            KinesisExtension.onKinesalite().withGeoApi().build();

    private static Prometheus prometheus;

    @BeforeAll
    static void startAll() throws IOException, WatchException {
        KinesisJob job = KINESIS.job("monitored", Files.createDirectory(folder.resolve("job")));
        AtomicInteger written = new AtomicInteger();
        ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
        KINESIS.open(producer::shutdownNow);
        producer.scheduleWithFixedDelay(
                () -> job.write(written.get(), written.addAndGet(100)), 0, 100, TimeUnit.MILLISECONDS);
        JobProcess process = job.start(
                KINESIS.endpoint(),
                KINESIS.geo(),
                "--metrics-port",
                "0",
                "--venues.geo.monthly-budget",
                "100000",
                "--venues.geo.price-per-1000-calls",
                "4.50");
        Pattern page = Pattern.compile("Metrics for Prometheus: http://(127\\.0\\.0\\.1:\\d+)/metrics\n");
        process.await("the metrics page", () -> page.matcher(process.output()).find());
        Matcher target = page.matcher(process.output());
        assertThat(target.find()).isTrue();
        prometheus =
                KINESIS.open(Prometheus.start(Files.createDirectory(folder.resolve("prometheus")), target.group(1)));
        awaitValue("sum(" + PREFIX + "found)", value -> value > 1_000);
        collectGarbage(process);
    }

    /** So short a run would not need to: what it holds after a collection would stay unknown. */
    private static void collectGarbage(JobProcess process) throws IOException, WatchException {
        try (WatchedJvm jvm = WatchedJvm.attach(process.pid())) {
            jvm.histogram();
        }
    }

    /** The table is held against the code by MetricsDocumentTest. */
    @Test
    void shouldGiveEveryMetricOfTheDocumentAndNoOther() throws IOException {
        List<String> expected = new ArrayList<>();
        for (List<String> row : MarkdownTable.rowsOf("docs/metrics.md", "`[a-zA-Z0-9]+`")) {
            if (row.size() == 3
                    && List.of("counter", "gauge", "histogram", "meter").contains(row.get(1))) {
                String id = row.get(0).replace("`", "");
                expected.add(PREFIX + (id.equals(NAMES.group(2)) ? NAMES.group(3) : id));
                if (row.get(1).equals("histogram")) {
                    expected.add(PREFIX + id + "_count");
                }
            }
        }

        assertThat(prometheus.names())
                .filteredOn(name -> name.startsWith(PREFIX))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Matcher document(String sentence) {
        try {
            Matcher found = Pattern.compile(sentence)
                    .matcher(Files.readString(Checkout.root().resolve("docs/metrics.md")));
            assertThat(found.find()).as("docs/metrics.md has: " + sentence).isTrue();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldAccountForEveryEventAndEveryRequest() {
        assertThat(prometheus.value("max(abs(" + PREFIX + "unaccounted))")).isZero();
        assertThat(prometheus.value("sum(" + PREFIX + "geoClients)")).isEqualTo(1);
        assertThat(prometheus.value("sum(" + PREFIX + "geoAnswers2xx)")).isEqualTo(50);
        assertThat(prometheus.value("sum(" + PREFIX + "geoLatencyMs_count)")).isEqualTo(50);
        assertThat(prometheus.value("sum(" + PREFIX + "callWaitMs_count)")).isEqualTo(50);
        assertThat(prometheus.value("sum(" + PREFIX + "callsThisMonth)")).isEqualTo(50);
        assertThat(prometheus.value("sum(" + PREFIX + "monthlyBudget)")).isEqualTo(100_000);
        assertThat(prometheus.value("max(" + PREFIX + "lagAgeSeconds)")).isBetween(0.0, 30.0);
        assertThat(prometheus.value("max(" + PREFIX + "costPerMillionEvents)")).isPositive();
    }

    static Stream<Dashboard.Panel> panels() {
        return Stream.of("venues-data-flow.json", "venues-memory.json")
                .flatMap(file -> Dashboard.read(file).panels().stream());
    }

    /** All of it, not only some line of a panel: a line that is never there, or no number, is a mistake in its expression. */
    @ParameterizedTest
    @MethodSource("panels")
    void shouldHaveDataForEveryLineOfADashboard(Dashboard.Panel panel) {
        assertThat(panel.expressions()).isNotEmpty();
        for (String expression : panel.expressions()) {
            Awaitility.await(panel.title() + ": " + expression)
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> prometheus.values(expression).stream().anyMatch(value -> !value.isNaN()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"venues-data-flow.json", "venues-memory.json"})
    void shouldShowSomethingOnEachDashboard(String file) {
        assertThat(Dashboard.read(file).panels()).hasSizeGreaterThan(10);
    }

    @Test
    void shouldEvaluateEveryAlertAndFireNone() {
        awaitValue("venues:heap_besides_cache_bytes", value -> value > 0);
        Awaitility.await("all rules evaluated").atMost(LIMIT).until(() -> prometheus.rules().stream()
                .noneMatch(rule -> rule.path("health").asText().equals("unknown")));

        assertThat(prometheus.rules()).hasSizeGreaterThan(15).allSatisfy(rule -> {
            assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
            assertThat(rule.path("state").asText()).as(rule.toString()).isIn("", "inactive");
            prometheus.query(rule.path("query").asText());
        });
    }

    /** An alert whose expression names a metric that does not exist is silent for ever. */
    @Test
    void shouldKnowEveryMetricThatAnAlertNames() {
        List<String> names = new ArrayList<>(prometheus.names());
        // What is recorded here has no value at times; its own rule is looked at, too.
        prometheus.rules().forEach(rule -> names.add(rule.path("name").asText()));
        Pattern name = Pattern.compile("\\b(flink_\\w+|venues:\\w+)");

        for (JsonNode rule : prometheus.rules()) {
            assertThat(name.matcher(rule.path("query").asText()).results().map(match -> match.group()))
                    .as(rule.path("name").asText())
                    .allMatch(names::contains);
        }
    }

    private static void awaitValue(String expression, DoublePredicate condition) {
        Awaitility.await(expression)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> condition.test(prometheus.value(expression)));
    }
}
