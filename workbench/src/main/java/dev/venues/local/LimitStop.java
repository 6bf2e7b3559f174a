package dev.venues.local;

import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Stops a job whose limited source has given all that it will give: what is under way gets its outcome first, and files are
 * finished. Called by one thread.
 */
final class LimitStop {

    private static final Logger LOG = LoggerFactory.getLogger(LimitStop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LocalMetrics metrics;
    private CompletableFuture<String> attempt;
    private long begun;

    LimitStop(LocalMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Stops the job if it is time to, and tries again where that failed: a task may have to be restarted first.
     *
     * @param folder for the savepoint
     */
    void tick(MiniCluster cluster, JobID job, Path folder) {
        boolean underWay = attempt != null && !attempt.isDone();
        if (underWay || !metrics.limitReached() || attempt != null && System.nanoTime() - begun < PAUSE.toNanos()) {
            return;
        }
        begun = System.nanoTime();
        // Flink stops a job by a savepoint only; nobody needs it afterwards.
        attempt = cluster.stopWithSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL);
        attempt.whenComplete((savepoint, failure) -> {
            if (failure != null) {
                LOG.info("The job did not stop at its limit yet", failure);
            }
        });
    }
}
