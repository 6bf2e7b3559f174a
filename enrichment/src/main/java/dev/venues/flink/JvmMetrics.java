package dev.venues.flink;

import dev.venues.lookup.flink.SharedLookupClient;
import dev.venues.lookup.http.HttpClients;
import dev.venues.model.BuildInfo;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** What a long run may use up in a JVM. Of the subtasks that share it one reports. */
final class JvmMetrics {

    /** Flink's class loaders of a job's jar; those of plugins have other names. */
    private static final String JOB_CLASS_LOADER =
            "org.apache.flink.util.(ChildFirstClassLoader|FlinkUserCodeClassLoaders\\$ParentFirstClassLoader)";

    private JvmMetrics() {}

    static void register(MetricGroup group, SharedLookupClient<?, ?> client) {
        gauge(group, VenuesMetric.EVENT_LOOP_THREADS, client, HttpClients::threads);
        gauge(group, VenuesMetric.NETTY_DIRECT_BYTES, client, HttpClients::directBytes);
        gauge(group, VenuesMetric.HEAP_AFTER_GC_BYTES, client, JvmMetrics::heapAfterGc);
        gauge(group, VenuesMetric.JOB_CLASS_LOADERS, client, JvmMetrics::jobClassLoaders);
        BuildInfo build = BuildInfo.current();
        group.addGroup("version", build.version())
                .addGroup("commit", build.commit() + (build.dirty() ? "-dirty" : ""))
                .gauge(VenuesMetric.BUILD_INFO.id(), (Gauge<Integer>) () -> 1);
    }

    private static void gauge(
            MetricGroup group, VenuesMetric metric, SharedLookupClient<?, ?> client, LongSupplier value) {
        group.gauge(metric.id(), (Gauge<Long>) () -> client.reports() ? value.getAsLong() : 0);
    }

    /**
     * What the JVM tells of each pool's last collection. A young collection says nothing about what lives long, so that
     * this can be hours old.
     *
     * @return bytes; 0 until the long-lived part was collected once
     */
    static long heapAfterGc() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                long left = pool.getCollectionUsage().getUsed();
                if (left == 0 && isLongLived(pool)) {
                    return 0;
                }
                bytes += left;
            }
        }
        return bytes;
    }

    /** Only such pools have a threshold: the young ones are filled over and over. */
    private static boolean isLongLived(MemoryPoolMXBean pool) {
        return pool.isUsageThresholdSupported();
    }

    /**
     * Class loaders that have loaded a class of a job, running or ended, and were not collected yet. A job sees only its own,
     * so the JVM is asked for all that it knows, which takes a tenth of a millisecond.
     *
     * @return -1 if this JVM does not tell
     */
    static long jobClassLoaders() {
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            Object table =
                    ManagementFactory.getPlatformMBeanServer().invoke(commands, "vmClassloaderStats", null, null);
            return String.valueOf(table)
                    .lines()
                    .filter(line -> line.matches(".*\\s" + JOB_CLASS_LOADER + "\\s*"))
                    .count();
        } catch (JMException e) {
            return -1;
        }
    }
}
