package dev.venues.flink;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.slf4j.MDC;

/**
 * Says in every log line of a task's thread which task it is, under {@code operator} its name as the web UI has it and
 * under {@code subtask} its number from 0. The job is under {@code flink-job-id}, as in Flink's own lines.
 */
public final class LogContext {

    private static final String JOB = "flink-job-id";
    private static final String OPERATOR = "operator";
    private static final String SUBTASK = "subtask";

    private LogContext() {}

    /** From the task's thread, once. All operators of a task say the same, so their order does not matter. */
    public static void enter(RuntimeContext context) {
        MDC.put(JOB, context.getJobInfo().getJobId().toString());
        MDC.put(OPERATOR, context.getTaskInfo().getTaskName());
        MDC.put(SUBTASK, Integer.toString(context.getTaskInfo().getIndexOfThisSubtask()));
    }

    /** From the thread that entered, which goes on as Flink's: the job stays. */
    public static void leave() {
        MDC.remove(OPERATOR);
        MDC.remove(SUBTASK);
    }
}
