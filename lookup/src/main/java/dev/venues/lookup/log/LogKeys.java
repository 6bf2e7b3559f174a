package dev.venues.lookup.log;

/** Under which names a log line says where it comes from. */
public final class LogKeys {

    /** The job's id; the name is Flink's own. */
    public static final String JOB = "flink-job-id";

    /** The task's name, as the web UI has it. */
    public static final String OPERATOR = "operator";

    /** The subtask's number, from 0. */
    public static final String SUBTASK = "subtask";

    private LogKeys() {}
}
