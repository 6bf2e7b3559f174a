package dev.venues.lookup.log;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class SharedThreadsTest {

    /** Before, too: tests of operators share the thread, and a context stays where a task ends. */
    @BeforeEach
    @AfterEach
    void leave() {
        MDC.clear();
    }

    @Test
    void shouldNameJobAndTaskOfItsMakerButNoSubtask() {
        MDC.put(LogKeys.JOB, "a1");
        MDC.put(LogKeys.OPERATOR, "locate");
        MDC.put(LogKeys.SUBTASK, "3");
        SharedThreads threads = new SharedThreads(Thread::new);
        MDC.clear();

        assertThat(contextIn(threads))
                .containsOnly(Map.entry(LogKeys.JOB, "a1"), Map.entry(LogKeys.OPERATOR, "locate"));
    }

    @Test
    void shouldNameNothingWhereItsMakerHasNoName() {
        assertThat(contextIn(new SharedThreads(Thread::new))).isNullOrEmpty();
    }

    private static Map<String, String> contextIn(SharedThreads threads) {
        CompletableFuture<Map<String, String>> context = new CompletableFuture<>();
        threads.newThread(() -> context.complete(MDC.getCopyOfContextMap())).start();
        return context.join();
    }
}
