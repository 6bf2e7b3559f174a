package dev.venues.flink;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The first story behind this project: a client per call filled the heap with timers until the TaskManager died.
 *
 * <p>Each round loads our classes afresh, as a Flink session cluster does for each job, and runs {@link LeakRound}.
 * Afterwards nothing of it may be left: no thread, no timer, no class loader.
 */
class LeakTest {

    private static final int ROUNDS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TIMER = "io.netty.util.HashedWheelTimer";

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private StubGeoApi api;
    private Set<Thread> threadsBefore;
    /** Tests before this one may have left some in reach. */
    private long timersBefore;

    @BeforeEach
    void lookAround() throws Exception {
        api = new StubGeoApi();
        threadsBefore = geoThreads();
        timersBefore = timers();
    }

    @AfterEach
    void closeApi() {
        api.close();
    }

    @Test
    void shouldLeaveNothingBehindAfterManyJobs() throws Exception {
        runUncountedRound();
        for (int round = 0; round < ROUNDS; round++) {
            Object clients = runRound("shared");
            assertThat(clients).as("HTTP clients for four subtasks").isEqualTo(1L);
        }
        runUncountedRound();

        requireNothingLeft(PATIENCE);
    }

    /** The watch itself is watched: with a client per call it must raise the alarm. */
    @Test
    void shouldRaiseTheAlarmWhenAClientIsMadePerCall() throws Exception {
        runRound("clientPerCall");

        assertThatThrownBy(() -> requireNothingLeft(Duration.ofSeconds(3)))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining("left behind");
        LeakRound.closeLeakedClients(loaders.get(0).get());
        runUncountedRound();
        requireNothingLeft(PATIENCE);
    }

    /**
     * The JDK holds on to the class loader that was the first, and to the one that was the last, to use some of its
     * parts, however many there are between them. So one round before and one after do not count.
     */
    private void runUncountedRound() throws Exception {
        runRound("shared");
        loaders.remove(loaders.size() - 1);
    }

    /** Runs a round in a thread of its own, which ends with it, as a Flink task's does. */
    private Object runRound(String kind) throws Exception {
        ClassLoader loader = new JobClassLoader();
        loaders.add(new WeakReference<>(loader));
        FutureTask<Object> round = new FutureTask<>(() -> loader.loadClass(LeakRound.class.getName())
                .getMethod(kind, String.class)
                .invoke(null, api.url()));
        Thread task = new Thread(round, "leak round");
        task.setContextClassLoader(loader);
        task.start();
        task.join();
        return round.get();
    }

    private void requireNothingLeft(Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(leftovers()).as("left behind").isEmpty());
    }

    private List<String> leftovers() throws Exception {
        System.gc();
        List<String> left = new ArrayList<>();
        geoThreads().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .forEach(thread -> left.add("thread " + thread.getName()));
        long timers = timers() - timersBefore;
        if (timers > 0) {
            left.add(timers + " " + TIMER);
        }
        loaders.stream().filter(loader -> loader.get() != null).forEach(loader -> left.add("class loader"));
        return left;
    }

    /** All threads but those of the test's own. */
    private static Set<Thread> geoThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> Stream.of("pool-", "HTTP-Dispatcher", "awaitility", "idle-timeout-task")
                        .noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }

    /** How many there are after a collection, of whatever class loader. */
    private static long timers() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .filter(line -> line.strip().endsWith(" " + TIMER))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                .sum();
    }

    /** Loads our classes and our libraries itself and everything else from its parent, as Flink does for a job's jar. */
    private static final class JobClassLoader extends URLClassLoader {

        JobClassLoader() throws Exception {
            super(classPath(), LeakTest.class.getClassLoader());
        }

        private static URL[] classPath() throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = Stream.of(
                            "dev.venues.", "org.asynchttpclient.", "io.netty.", "dev.failsafe.", "com.github.benmanes.")
                    .anyMatch(name::startsWith);
            if (!ours) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
