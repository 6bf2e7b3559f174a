package dev.venues.flink;

import org.apache.flink.api.common.functions.RuntimeContext;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What the subtask that parts the results has counted, for the subtask before it in the same task, which holds it against
 * what it took in. The two operators share nothing else. For the threads of tasks.
 */
final class OutcomeCount {

    /** One run of a subtask in this JVM. Operators that are not in one task have threads of their own. */
    private record Run(String job, int subtask, int attempt, Thread task) {

        static Run of(RuntimeContext context) {
            return new Run(
                    context.getJobInfo().getJobId().toString(),
                    context.getTaskInfo().getIndexOfThisSubtask(),
                    context.getTaskInfo().getAttemptNumber(),
                    Thread.currentThread());
        }
    }

    private static final Map<Run, LongSupplier> COUNTS = new ConcurrentHashMap<>();

    private OutcomeCount() {}

    /**
     * @param count of all outcomes, on any thread
     */
    static void publish(RuntimeContext context, LongSupplier count) {
        COUNTS.put(Run.of(context), count);
    }

    static void withdraw(RuntimeContext context) {
        COUNTS.remove(Run.of(context));
    }

    /**
     * @return null if the results are parted in another task
     */
    static LongSupplier of(RuntimeContext context) {
        return COUNTS.get(Run.of(context));
    }
}
