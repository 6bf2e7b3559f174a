package dev.venues.memory;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Another JVM of this machine and this user, seen through its own management beans: attaching starts its local management
 * agent, which stays. For one thread.
 */
public final class WatchedJvm implements AutoCloseable {

    /** A JVM that is at its end may never answer; RMI would wait for it. */
    private static final String ANSWER_LIMIT_MILLIS = "60000";

    private static final long GOING_SECONDS = 5;

    private static final String[] HISTOGRAM_SIGNATURE = {String[].class.getName()};

    private final ProcessHandle process;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName commands;
    private final ThreadMXBean threads;
    private final MemoryPoolMXBean metaspace;
    private final BufferPoolMXBean direct;
    /** Null where the system is no Unix. */
    private final UnixOperatingSystemMXBean system;

    private WatchedJvm(ProcessHandle process, JMXConnector connector) throws IOException, JMException {
        this.process = process;
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        this.threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
        this.metaspace = bean(MemoryPoolMXBean.class, pool -> pool.getName().equals("Metaspace"));
        this.direct = bean(BufferPoolMXBean.class, pool -> pool.getName().equals("direct"));
        this.system = ManagementFactory.getPlatformMXBeans(beans, UnixOperatingSystemMXBean.class).stream()
                .findFirst()
                .orElse(null);
    }

    private <T extends PlatformManagedObject> T bean(Class<T> type, Predicate<T> condition)
            throws IOException, JMException {
        return ManagementFactory.getPlatformMXBeans(beans, type).stream()
                .filter(condition)
                .findFirst()
                .orElseThrow(() -> new JMException("it is no HotSpot JVM"));
    }

    /**
     * Attaches to a JVM.
     *
     * @throws WatchException if there is no such process, it is no JVM, or it is another user's
     */
    public static WatchedJvm attach(long pid) throws WatchException {
        ProcessHandle process = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new WatchException("There is no process " + pid + "."));
        if (pid == ProcessHandle.current().pid()) {
            throw new WatchException("Process " + pid + " is this one; another JVM can be watched.");
        }
        requireOwnJvm(process);
        System.setProperty("sun.rmi.transport.tcp.responseTimeout", ANSWER_LIMIT_MILLIS);
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String agent;
            try {
                agent = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
            return new WatchedJvm(process, JMXConnectorFactory.connect(new JMXServiceURL(agent)));
        } catch (AttachNotSupportedException | IOException | JMException | UndeclaredThrowableException e) {
            throw new WatchException("Process " + pid + " cannot be watched: " + e.getMessage(), e);
        }
    }

    /** Attaching sends a signal to the process, which would end one that is no JVM. */
    private static void requireOwnJvm(ProcessHandle process) throws WatchException {
        String user = ProcessHandle.current().info().user().orElse("");
        String owner = process.info().user().orElse(user);
        if (!owner.equals(user) && !user.equals("root")) {
            throw new WatchException("Process " + process.pid() + " is " + owner + "'s; you are " + user
                    + ", and only your own JVMs can be watched.");
        }
        Path maps = Path.of("/proc", Long.toString(process.pid()), "maps");
        try {
            if (Files.exists(maps) && !Files.readString(maps).contains("/libjvm.so")) {
                throw new WatchException("Process " + process.pid() + " is no JVM.");
            }
        } catch (IOException e) {
            throw new WatchException("Process " + process.pid() + " cannot be looked at: " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Whether the process has ended. One that is about to gets a moment: it stops to answer before. */
    boolean isGone() {
        try {
            process.onExit().get(GOING_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /**
     * Has the JVM collect all garbage, and counts what is left in the same pause. A request to collect alone would not do:
     * a JVM may ignore it, or let the collection run beside the program. Some collectors leave up to a twentieth of dead
     * objects where they are, but for each fourth time (MarkSweepAlwaysCompactCount), and count them as arrays of int.
     */
    public ClassHistogram histogram() throws IOException {
        try {
            Object text = beans.invoke(commands, "gcClassHistogram", new Object[] {new String[0]}, HISTOGRAM_SIGNATURE);
            return ClassHistogram.parse((String) text);
        } catch (JMException e) {
            throw new IOException("the JVM gives no class histogram", e);
        }
    }

    /**
     * Reads all that is not on the heap.
     *
     * @param seconds since the watch began
     * @param histogram of the heap, of this moment
     */
    Reading read(double seconds, ClassHistogram histogram) throws IOException {
        try {
            return new Reading(
                    seconds,
                    histogram.bytes(),
                    metaspace.getUsage().getUsed(),
                    direct.getMemoryUsed(),
                    threads.getThreadCount(),
                    system == null ? -1 : system.getOpenFileDescriptorCount(),
                    ResidentSize.of(process.pid()));
        } catch (UndeclaredThrowableException e) {
            throw new IOException("the JVM does not answer", e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // One that has ended cannot be told good-bye, and what was seen of it counts all the same.
        }
    }
}
