package dev.venues.lookup.flink;

import dev.venues.lookup.log.LogKeys;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.slf4j.MDC;

/**
 * Says in every log line of a task's thread which task it is ({@link LogKeys}).
 */
public final class LogContext {

    private LogContext() {}

    /** From the task's thread, once. All operators of a task say the same, so their order does not matter. */
    public static void enter(RuntimeContext context) {
        MDC.put(LogKeys.JOB, context.getJobInfo().getJobId().toString());
        MDC.put(LogKeys.OPERATOR, context.getTaskInfo().getTaskName());
        MDC.put(LogKeys.SUBTASK, Integer.toString(context.getTaskInfo().getIndexOfThisSubtask()));
    }

    /** From the thread that entered, which goes on as Flink's: the job stays. */
    public static void leave() {
        MDC.remove(LogKeys.OPERATOR);
        MDC.remove(LogKeys.SUBTASK);
    }
}
