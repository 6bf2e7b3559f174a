package dev.venues.testing.flink;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Gives tests the one cluster of all their classes: two TaskManagers with two slots each, idle before each test. */
public final class SharedCluster implements ParameterResolver, BeforeEachCallback {

    private static final int TASK_MANAGERS = 2;

    /** Ends with the whole run of tests; its logs stay in the tested module's {@code target}. */
    private record Running(Path folder, FlinkCluster cluster) implements AutoCloseable {

        static Running start() {
            try {
                Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
                Path folder = Files.createTempDirectory(target, "cluster-");
                return new Running(folder, FlinkCluster.start(folder, TASK_MANAGERS));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            cluster.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(folder) && !file.toString().endsWith(".log")) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        FlinkCluster cluster = cluster(context);
        FlinkJob.running(cluster).forEach(FlinkJob::cancel);
        cluster.awaitTaskManagers();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FlinkCluster.class;
    }

    @Override
    public FlinkCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static FlinkCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedCluster.class))
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .cluster();
    }
}
