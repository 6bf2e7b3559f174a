package dev.venues.benchmarks.measured;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What this process had used at a moment.
 *
 * @param nanos the moment, as {@link System#nanoTime}
 * @param cpuNanos of all threads, the JVM's own included
 * @param allocatedBytes by the threads that live
 */
record ProcessUse(long nanos, long cpuNanos, long allocatedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static ProcessUse now() {
        long allocated = Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        return new ProcessUse(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated);
    }

    double secondsSince(ProcessUse earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    double cpuSecondsSince(ProcessUse earlier) {
        return (cpuNanos - earlier.cpuNanos) / 1e9;
    }

    long allocatedBytesSince(ProcessUse earlier) {
        return allocatedBytes - earlier.allocatedBytes;
    }

    static int peakThreads() {
        return THREADS.getPeakThreadCount();
    }

    static void resetPeakThreads() {
        THREADS.resetPeakThreadCount();
    }
}
