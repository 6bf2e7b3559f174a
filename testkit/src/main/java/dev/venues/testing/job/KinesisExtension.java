package dev.venues.testing.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.kinesis.FaultyKinesis;
import dev.venues.testing.kinesis.Kinesalite;
import dev.venues.testing.kinesis.KinesisApi;
import dev.venues.testing.kinesis.KinesisEmulator;
import dev.venues.testing.kinesis.KinesisLocal;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a test with Kinesis needs around it: an emulator with its streams, a geo API, something that fails before the
 * emulator, and jobs. It closes them in reverse, and a test that fails says what its jobs logged.
 *
 * <p>In a static field emulator and geo API last for all tests of the class, else for one; the rest lasts for one test,
 * unless it was opened before the first.
 */
public final class KinesisExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                TestExecutionExceptionHandler,
                AfterEachCallback,
                AfterAllCallback {

    private final Builder wanted;
    private final OpenResources ofClass = new OpenResources();
    private final OpenResources ofTest = new OpenResources();
    private final Set<Path> jobFolders = new LinkedHashSet<>();
    private OpenResources current = ofClass;
    private KinesisEmulator emulator;
    private KinesisApi api;
    private GeoApi geo;
    private FaultyKinesis faulty;

    private KinesisExtension(Builder wanted) {
        this.wanted = wanted;
    }

    /** On kinesalite: quick, over plain HTTP. */
    public static Builder onKinesalite() {
        return new Builder(Kinesalite::start);
    }

    /** On kinesis-local: slow, with TLS too. */
    public static Builder onKinesisLocal() {
        return new Builder(KinesisLocal::start);
    }

    /** What to start, each in turn; streams are made as soon as the emulator is there. */
    public static final class Builder {
        private final Supplier<KinesisEmulator> emulator;
        private final Map<String, Integer> streams = new LinkedHashMap<>();
        private boolean geoApi;
        private boolean faults;

        private Builder(Supplier<KinesisEmulator> emulator) {
            this.emulator = emulator;
        }

        public Builder withStream(String name, int shards) {
            streams.put(name, shards);
            return this;
        }

        /** One that answers. */
        public Builder withGeoApi() {
            geoApi = true;
            return this;
        }

        /** A way to the emulator that fails as the test wants, for each test its own. */
        public Builder withFaults() {
            faults = true;
            return this;
        }

        public KinesisExtension build() {
            return new KinesisExtension(this);
        }
    }

    /** Of the emulator itself, where no call fails. */
    public URI endpoint() {
        return emulator.endpoint();
    }

    /** As {@link KinesisEmulator#tlsEndpoint}. */
    public URI tlsEndpoint() {
        return emulator.tlsEndpoint();
    }

    /** A client of the emulator, the same for as long as the emulator lives. */
    public KinesisApi api() {
        return api;
    }

    /** The geo API; null unless {@link Builder#withGeoApi} asked for it. */
    public GeoApi geo() {
        return geo;
    }

    /** What stands before the emulator; null unless {@link Builder#withFaults} asked for it. */
    public FaultyKinesis faulty() {
        return faulty;
    }

    /** Kills the emulator before the end of the test. */
    public void killEmulator() {
        emulator.close();
    }

    /**
     * A job from Kinesis to Kinesis, with its streams.
     *
     * @param name what the streams' names begin with
     * @param folder the working folder of the job
     */
    public KinesisJob job(String name, Path folder) {
        jobFolders.add(folder);
        return open(new KinesisJob(api, name, folder));
    }

    /** The local jar in a working folder, as {@link JobProcess#start(Path, String...)}. */
    public JobProcess start(Path folder, String... args) {
        return start(folder, List.of(), Map.of(), args);
    }

    /** As {@link JobProcess#start(Path, List, Map, String...)}. */
    public JobProcess start(Path folder, List<String> jvmOptions, Map<String, String> environment, String... args) {
        jobFolders.add(folder);
        return open(JobProcess.start(folder, jvmOptions, environment, args));
    }

    /** Closes this too, before all that was there already, and returns it. */
    public <T extends AutoCloseable> T open(T resource) {
        return current.add(resource);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startServers();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        current = ofTest;
        if (emulator == null) {
            startServers();
        }
        if (wanted.faults) {
            faulty = open(new FaultyKinesis(endpoint()));
        }
    }

    private void startServers() {
        emulator = open(wanted.emulator.get());
        api = emulator.api();
        wanted.streams.forEach(api::createStream);
        if (wanted.geoApi) {
            geo = open(new GeoApi());
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String logs =
                jobFolders.stream().filter(Files::isDirectory).map(JobLog::of).collect(Collectors.joining());
        if (logs.isEmpty() || failure instanceof TestAbortedException) {
            throw failure;
        }
        // Reports show neither causes nor what is suppressed.
        AssertionError withLogs = new AssertionError(failure + "\n" + logs, failure);
        withLogs.setStackTrace(failure.getStackTrace());
        throw withLogs;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        current = ofClass;
        ofTest.closeAll();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        ofClass.closeAll();
    }
}
