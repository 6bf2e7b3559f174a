package dev.venues.local;

import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What Ctrl-C does to a job that would never end: events under way get their outcome, files are finished, and the
 * summary is printed before the JVM goes.
 */
final class GracefulStop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private GracefulStop(MiniCluster cluster, JobID job) {
        this.hook = new Thread(() -> stop(cluster, job), "venues-stop");
    }

    static GracefulStop install(MiniCluster cluster, JobID job) {
        GracefulStop stop = new GracefulStop(cluster, job);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    private void stop(MiniCluster cluster, JobID job) {
        try {
            Path folder = Files.createTempDirectory("venues-stop");
            try {
                // Flink stops a job by a savepoint only; nobody needs it afterwards.
                cluster.stopWithSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL)
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } finally {
                delete(folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The job did not stop by itself", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The job has ended, and all that had to be said was said. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down already, and the hook is what brought us here.
        }
    }
}
