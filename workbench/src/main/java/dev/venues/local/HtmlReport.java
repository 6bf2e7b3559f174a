package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.flink.VenuesMetric;
import dev.venues.model.BuildInfo;
import dev.venues.report.Course;
import dev.venues.report.Ending;
import dev.venues.report.Ending.Kind;
import dev.venues.report.ReportPage;
import dev.venues.report.RunFacts;
import dev.venues.report.Sample;
import dev.venues.report.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The report as a file. From the start of the run there stands one that says that it is under way: so it is known early
 * whether the file can be written, and nobody takes the report of an earlier run for that of one that was killed.
 */
final class HtmlReport implements RunReport {

    private static final Logger LOG = LoggerFactory.getLogger(HtmlReport.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Path file;
    private final LocalMetrics metrics;
    private final Settings settings;
    private final RunFacts facts;
    private final HeapAfterCollection heap = HeapAfterCollection.watch();
    private final Course course = new Course(INTERVAL);
    /** When the job was seen first. */
    private long start;

    private HtmlReport(Path file, LocalMetrics metrics, Settings settings) {
        this.file = file;
        this.metrics = metrics;
        this.settings = settings;
        this.facts = new RunFacts(
                BuildInfo.current().toString(),
                Instant.now(),
                settings.geo().provider().name(),
                new RunFacts.Places(
                        settings.source().described(),
                        settings.enriched().described(),
                        settings.deadLetters().described()));
    }

    static HtmlReport begin(Path file, LocalMetrics metrics, Settings settings) throws UnwritableReportException {
        HtmlReport report = new HtmlReport(file, metrics, settings);
        try {
            Path folder = file.toAbsolutePath().getParent();
            // A link to a folder is one, too, which createDirectories does not know.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            report.write(Ending.of(Kind.UNDER_WAY), Written.nothing());
            return report;
        } catch (IOException e) {
            report.close();
            throw new UnwritableReportException(file, e);
        }
    }

    @Override
    public void tick() {
        long now = System.nanoTime();
        start = start == 0 ? now : start;
        Duration at = Duration.ofNanos(now - start);
        if (course.isDue(at)) {
            course.add(sample(at));
        }
    }

    @Override
    public String end(Ending ending, Duration took) {
        course.add(sample(took));
        try {
            write(ending, RunOutputs.read(settings, facts.started(), Clock.systemUTC()));
            return "report        " + file;
        } catch (IOException | RuntimeException e) {
            // It is about the run, not part of it.
            LOG.warn("The report cannot be written", e);
            return "report        cannot be written to " + file + ": " + e;
        }
    }

    private void write(Ending ending, Written written) throws IOException {
        Files.writeString(file, new ReportPage(facts, course, written, ending).html(), UTF_8);
    }

    private Sample sample(Duration at) {
        return new Sample(
                at,
                new Sample.Outcomes(
                        metrics.sum(VenuesMetric.EVENTS_IN),
                        metrics.sum(VenuesMetric.FOUND),
                        metrics.sum(VenuesMetric.NOT_FOUND),
                        metrics.sum(VenuesMetric.PRESENT),
                        metrics.sum(VenuesMetric.SKIPPED),
                        metrics.sum(VenuesMetric.DEAD_LETTERS)),
                new Sample.Calls(
                        metrics.sum(VenuesMetric.GEO_REQUESTS),
                        metrics.sum(VenuesMetric.GEO_RETRIES),
                        metrics.sum(VenuesMetric.GEO_ERRORS),
                        new Sample.Latency(metrics.latencyMs(0.5), metrics.latencyMs(0.9), metrics.latencyMs(0.99))),
                new Sample.Lookups(
                        metrics.lookups(), metrics.sum(VenuesMetric.CACHE_HITS), metrics.sum(VenuesMetric.COALESCED)),
                new Sample.Heap(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), heap.bytes()));
    }

    @Override
    public void close() {
        heap.close();
    }
}
