package dev.venues.lookup.log;

import org.slf4j.MDC;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * Threads of what the subtasks of a task share. Their log lines name job and task as those of the thread that made this
 * factory do, and no subtask.
 */
public final class SharedThreads implements ThreadFactory {

    private final ThreadFactory threads;
    private final Map<String, String> context;

    /**
     * @param threads what makes the threads themselves
     */
    public SharedThreads(ThreadFactory threads) {
        this.threads = threads;
        Map<String, String> opener = MDC.getCopyOfContextMap();
        this.context = opener == null ? new HashMap<>() : new HashMap<>(opener);
        context.remove(LogKeys.SUBTASK);
    }

    @Override
    public Thread newThread(Runnable work) {
        return threads.newThread(() -> {
            MDC.setContextMap(context);
            work.run();
        });
    }
}
