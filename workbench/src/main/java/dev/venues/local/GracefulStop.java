package dev.venues.local;

import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to a job that would never end: events under way get their outcome, files are finished, the summary is
 * printed and all is put away before the JVM goes.
 */
final class GracefulStop {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final long PATIENCE_SECONDS = 30;

    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean requested;
    private Thread hook;

    GracefulStop(PrintStream err) {
        this.err = err;
    }

    /**
     * From now on the end of the JVM stops this job first.
     *
     * @param folder for the savepoint
     */
    void watch(MiniCluster cluster, JobID job, Path folder) {
        hook = new Thread(() -> stop(cluster, job, folder), "venues-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(MiniCluster cluster, JobID job, Path folder) {
        requested = true;
        err.println("Stopping: what is under way gets its outcome first, for " + PATIENCE_SECONDS + " s at most.");
        try {
            // Flink stops a job by a savepoint only; nobody needs it afterwards.
            cluster.stopWithSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("The job did not stop by itself", e);
            err.println(
                    "The job did not stop within " + PATIENCE_SECONDS + " s; what was under way is not in the output.");
        }
    }

    /** Whether the job was told to stop, or would have been, had it not ended at the same time. */
    boolean requested() {
        return requested;
    }

    /** The job has ended, all that had to be said was said, and all is put away. */
    void ended() {
        ended.countDown();
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down already, and the hook is what brought us here.
        }
    }
}
