package dev.venues.local;

import org.apache.flink.runtime.operators.coordination.TaskNotRunningException;
import org.apache.flink.runtime.taskmanager.Task;
import org.apache.flink.util.ExceptionUtils;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What the tasks of this JVM log as their failure. Where the source sends a task something just after that has failed, Flink
 * takes the loss of it for the failure of the job and drops the task's own, which then stands in the log alone. Its methods
 * are for any thread.
 */
final class TaskFailures implements AutoCloseable {

    private static final String NAME = "task failures";
    private static final String TASK = Task.class.getName();

    private volatile Throwable last;
    /** All that is logged, because a logger that gets an appender of its own no longer writes to the file. */
    private final LoggerConfig root;

    private final AbstractAppender appender;

    private TaskFailures(LoggerConfig root) {
        this.root = root;
        appender = new AbstractAppender(NAME, null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (event.getThrown() != null && event.getLoggerName().equals(TASK)) {
                    last = event.getThrown();
                }
            }
        };
        appender.start();
        root.addAppender(appender, Level.WARN, null);
    }

    /** From now on. */
    static TaskFailures watch() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        return new TaskFailures(context.getConfiguration().getRootLogger());
    }

    /** The failure of the job itself, or of the task that failed last, which is the one of the last attempt, if Flink names only what followed. */
    Throwable causeOf(Throwable jobFailure) {
        Throwable task = last;
        return task != null
                        && ExceptionUtils.findThrowable(jobFailure, TaskNotRunningException.class)
                                .isPresent()
                ? task
                : jobFailure;
    }

    @Override
    public void close() {
        root.removeAppender(NAME);
        appender.stop();
    }
}
