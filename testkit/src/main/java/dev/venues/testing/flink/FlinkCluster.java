package dev.venues.testing.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import dev.venues.testing.LoopbackPort;
import org.awaitility.Awaitility;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A Flink session cluster of real processes on loopback: a JobManager and TaskManagers, without our classes. */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Per TaskManager. */
    private static final int SLOTS = 2;

    /** Java 17 needs these; Flink's own scripts would add them. */
    public static final List<String> JAVA_17 = List.of(
            "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    /** Without Flink's scripts nothing derives one size from another, so all are given. */
    private static final Map<String, String> TASK_MANAGER = Map.ofEntries(
            Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS)),
            Map.entry("taskmanager.cpu.cores", "2.0"),
            Map.entry("taskmanager.memory.task.heap.size", "256m"),
            Map.entry("taskmanager.memory.task.off-heap.size", "0b"),
            Map.entry("taskmanager.memory.framework.heap.size", "128m"),
            Map.entry("taskmanager.memory.framework.off-heap.size", "128m"),
            Map.entry("taskmanager.memory.network.min", "64m"),
            Map.entry("taskmanager.memory.network.max", "64m"),
            Map.entry("taskmanager.memory.managed.size", "32m"),
            Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
            Map.entry("taskmanager.memory.jvm-overhead.min", "192m"),
            Map.entry("taskmanager.memory.jvm-overhead.max", "192m"));

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    /** In the order of their start. */
    private final List<Process> taskManagers = new ArrayList<>();

    private final FlinkRest rest;

    private FlinkCluster(Path folder, int restPort) {
        this.folder = folder;
        this.rest = new FlinkRest("http://127.0.0.1:" + restPort);
    }

    /**
     * Starts a JobManager and TaskManagers with two slots each, and waits for the slots.
     *
     * @param folder for configuration, logs and checkpoints
     */
    public static FlinkCluster start(Path folder, int taskManagers) {
        int restPort = LoopbackPort.free();
        FlinkCluster cluster = new FlinkCluster(folder, restPort);
        try {
            Path conf = Files.createDirectory(folder.resolve("conf"));
            Files.writeString(conf.resolve("config.yaml"), configuration(folder, LoopbackPort.free(), restPort));
            Files.writeString(conf.resolve("log4j.properties"), LOG_CONFIGURATION);
            cluster.launch("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
            for (int i = 0; i < taskManagers; i++) {
                cluster.startTaskManager();
            }
            cluster.awaitTaskManagers();
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public FlinkRest rest() {
        return rest;
    }

    /** Kills the TaskManager that has run longest, as {@code kill -9} does, and starts another at once. */
    public void replaceOldestTaskManager() {
        try {
            // On Unix this is SIGKILL.
            taskManagers.remove(0).destroyForcibly();
            startTaskManager();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until every TaskManager has registered, and none that is gone is still counted. */
    public void awaitTaskManagers() {
        Awaitility.await("the cluster").atMost(LIMIT).ignoreExceptions().until(() -> {
            JsonNode overview = rest.get("/overview");
            return overview.path("slots-total").asInt() == SLOTS * taskManagers.size()
                    && overview.path("taskmanagers").asInt() == taskManagers.size();
        });
    }

    /** The processes that run, the JobManager first. */
    public List<Long> pids() {
        return processes.stream().filter(Process::isAlive).map(Process::pid).toList();
    }

    private void startTaskManager() throws IOException {
        taskManagers.add(
                launch("taskmanager-" + processes.size(), "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"));
    }

    /** All that the cluster's processes have logged and printed. */
    public String logs() {
        StringBuilder logs = new StringBuilder();
        for (File log : folder.toFile().listFiles((dir, name) -> name.endsWith(".log"))) {
            try {
                logs.append(Files.readString(log.toPath()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return logs.toString();
    }

    /** Waits until a condition holds. */
    public void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }

    /** A job's state, for example RUNNING. */
    public String state(String job) {
        JsonNode details = rest.get("/jobs/" + job);
        return details.path("state").asText();
    }

    /** Cancels jobs, and waits for their end. */
    public void cancel(String... jobs) {
        for (String job : jobs) {
            rest.patch("/jobs/" + job + "?mode=cancel");
        }
        for (String job : jobs) {
            await("the end of the job", () -> state(job).equals("CANCELED"));
        }
    }

    private Process launch(String name, String mainClass) throws IOException {
        Path lib = Checkout.target("jobs").resolve("flink-home/lib");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        // A leak test shall see what is really held: the JDK's caches hold classes softly, and three full collections
        // of
        // four leave dead objects where they are.
        command.addAll(List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:MarkSweepAlwaysCompactCount=1"));
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-Dlog4j.configurationFile=" + folder.resolve("conf/log4j.properties"));
        command.addAll(JAVA_17);
        command.addAll(List.of("-cp", lib + File.separator + "*", mainClass, "--configDir"));
        command.add(folder.resolve("conf").toString());
        TASK_MANAGER.forEach((key, value) -> command.add("-D" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().putAll(JobProcess.ENVIRONMENT);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static String configuration(Path folder, int rpcPort, int restPort) {
        return """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %d
                jobmanager.bind-host: 127.0.0.1
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                rest.bind-port: "%d"
                web.refresh-interval: 250
                metrics.fetcher.update-interval: 500
                taskmanager.load-balance.mode: SLOTS
                taskmanager.network.memory.buffer-debloat.enabled: true
                taskmanager.memory.segment-size: 4kb
                cluster.registration.error-delay: 500
                heartbeat.interval: 1000
                heartbeat.timeout: 8000
                io.tmp.dirs: %s
                parallelism.default: 2
                execution.checkpointing.interval: 1s
                execution.checkpointing.dir: %s
                """
                .formatted(
                        rpcPort,
                        restPort,
                        restPort,
                        folder,
                        folder.resolve("checkpoints").toUri());
    }

    private static final String LOG_CONFIGURATION =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = console
            appender.console.name = console
            appender.console.type = Console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d %-5p %c{1.} - %m%n
            """;

    /** Kills all processes. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        Awaitility.await("the end of the cluster").atMost(LIMIT).until(() -> processes.stream()
                .noneMatch(Process::isAlive));
    }
}
