package dev.venues.local;

import dev.venues.config.EffectiveSettings;
import dev.venues.config.Settings;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.LimitedSource;
import dev.venues.diagnosis.Verdict;
import dev.venues.geo.provider.ProviderName;
import dev.venues.job.Connectors;
import dev.venues.job.VenueEnrichmentJob;
import dev.venues.model.BuildInfo;
import dev.venues.report.Ending;
import dev.venues.report.Ending.Kind;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the job in this JVM, from the start of the cluster to the summary. */
final class LocalRun {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
    private static final Duration POLL = Duration.ofMillis(100);
    /** As {@code log4j2.xml} has it. */
    static final String LOG_FILE = System.getProperty("venues.log", "out/venues.log");

    private final LocalArguments arguments;
    private final EffectiveSettings effective;
    private final PrintStream out;
    private final PrintStream err;
    private final LocalMetrics metrics = LocalMetrics.reset();
    private final GracefulStop stop;
    private final TaskFailures taskFailures = TaskFailures.watch();
    private RunReport report = RunReport.none();
    /** As {@link System#nanoTime} has it; 0 before the job was submitted. */
    private long submitted;
    /** What to close at the end, the last first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    LocalRun(LocalArguments arguments, EffectiveSettings effective, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.effective = effective;
        this.out = out;
        this.err = err;
        this.stop = new GracefulStop(err);
    }

    /** Runs the job to its end with what belongs before it and after it, and returns the exit code. */
    int run(RunFrame frame) {
        try {
            open.push(taskFailures);
            report = RunReport.to(arguments.report(), metrics, effective.settings());
            open.push(report);
            out.println("Venues " + BuildInfo.current());
            effective.warnings().forEach(warning -> out.println("warning: " + warning));
            TemporaryFolder folder = TemporaryFolder.create();
            open.push(folder);
            open.push(frame);
            Optional<Settings> ready = frame.before(effective.settings(), folder.path());
            if (ready.isEmpty()) {
                end(Ending.of(Kind.NOTHING_TO_DO), Duration.ZERO);
                return Main.DONE;
            }
            Duration took = execute(withLocalParts(ready.get(), folder), folder.path());
            boolean stopped = stop.requested();
            Verdict verdict = frame.after(metrics, stopped ? RunFrame.End.STOPPED : RunFrame.End.COMPLETE);
            end(
                    verdict.failed()
                            ? Ending.failed(verdict.text())
                            : Ending.of(stopped ? Kind.STOPPED : Kind.COMPLETE),
                    took);
            return tell(verdict);
        } catch (UnwritableReportException | IllegalFlinkSettingException | UnusablePortException e) {
            err.println(e.getMessage());
            end(Ending.failed(e.getMessage()), took());
            return Main.BAD_SETTINGS;
        } catch (ConnectorStartupException e) {
            LOG.error("The job cannot start", e);
            end(Ending.failed(e.getMessage()), took());
            err.println(e.getMessage());
            return Main.FAILED;
        } catch (Exception e) {
            LOG.error("The job failed", e);
            end(Ending.failed(reason(e)), took());
            err.println("The job failed: " + reason(e) + " (" + LOG_FILE + " has the whole story)");
            return Main.FAILED;
        } finally {
            closeAll();
            stop.ended();
        }
    }

    /** The last line of a run that failed says why, so what the report says comes before it. */
    private void end(Ending ending, Duration took) {
        String said = report.end(ending, took);
        if (!said.isEmpty()) {
            out.println(said);
        }
    }

    private int tell(Verdict verdict) {
        if (verdict.failed()) {
            LOG.error("The run failed: {}", verdict.text());
            err.println("The run failed: " + verdict.text());
            return Main.FAILED;
        }
        if (!verdict.text().isEmpty()) {
            LOG.warn(verdict.text());
            out.println("warning: " + verdict.text());
        }
        return Main.DONE;
    }

    private Duration took() {
        return submitted == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - submitted);
    }

    /** Puts the bundled samples and the embedded API in the places that the settings leave to them. */
    private Settings withLocalParts(Settings settings, TemporaryFolder folder) throws Exception {
        Settings complete = settings;
        if (settings.geo().provider().name() == ProviderName.EMBEDDED
                && settings.geo().provider().url() == null) {
            EmbeddedGeoApi api = EmbeddedGeoApi.start();
            open.push(api);
            complete = complete.withGeoUrl(api.url());
        }
        if (settings.source().isSamples()) {
            complete = complete.withSource(Connectors.localFile(folder.unpackSamples()));
        }
        if (arguments.events().limit() != null) {
            complete = complete.withSource(
                    new LimitedSource(complete.source(), arguments.events().limit()));
        }
        return complete;
    }

    /** Runs the job, prints the summary, and returns how long the job took. */
    private Duration execute(Settings settings, Path folder) throws Exception {
        Configuration flink = LocalCluster.configuration(
                arguments.flinkSettings(), arguments.ports().web(), folder);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(flink);
        VenueEnrichmentJob.build(env, settings, effective.masked());
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(VenueEnrichmentJob.jobName(env));
        JobGraph job = graph.getJobGraph(getClass().getClassLoader(), null);

        MetricsPage page = MetricsPage.open(arguments.ports().metrics());
        open.push(page);
        MiniCluster cluster = LocalCluster.start(flink);
        open.push(cluster);
        out.println("Flink's web UI: " + cluster.getRestAddress().get());
        page.url().ifPresent(url -> out.println("Metrics for Prometheus: " + url));
        Progress progress = new Progress(
                metrics, out, System.console() != null, settings.source().bytesLeft());
        submitted = System.nanoTime();
        cluster.submitJob(job).get();
        stop.watch(cluster, job.getJobID(), folder);
        LimitStop limit = new LimitStop(metrics);
        JobStatus status = cluster.getJobStatus(job.getJobID()).get();
        while (!status.isGloballyTerminalState()) {
            progress.tick();
            report.tick();
            limit.tick(cluster, job.getJobID(), folder);
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            status = cluster.getJobStatus(job.getJobID()).get();
        }
        progress.clear();
        LOG.info("Venues {} ends: {}", BuildInfo.current(), status);
        JobResult result = cluster.requestJobResult(job.getJobID()).get();
        if (!result.isSuccess()) {
            throw result.getSerializedThrowable()
                    .map(failure ->
                            new Exception(failure.deserializeError(getClass().getClassLoader())))
                    .orElseGet(() -> new Exception("it was cancelled"));
        }
        Duration took = took();
        out.println(
                new Summary(metrics, effective.settings(), arguments.events().limit()).text(took));
        return took;
    }

    /** The innermost message: the layers around it are Flink's. */
    private String reason(Throwable throwable) {
        Throwable cause = ExceptionUtils.stripExecutionException(taskFailures.causeOf(throwable));
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("Something could not be closed", e);
            }
        }
    }
}
