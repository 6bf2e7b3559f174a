package dev.venues.testing.kinesis;

import java.net.URI;
import java.util.Map;

/**
 * A kinesalite on a free port of the loopback interface, over HTTP: quick, in memory, without streams at first.
 *
 * <p>It needs {@code -Daws.cborEnabled=false} and
 * {@code -Dorg.apache.flink.kinesis.shaded.com.amazonaws.sdk.disableCbor=true} in the JVM that runs the tasks: its
 * CBOR is broken above 16 KB.
 */
public final class Kinesalite implements KinesisEmulator {
    private final EmulatorProcess process;

    private Kinesalite(EmulatorProcess process) {
        this.process = process;
    }

    public static Kinesalite start() {
        return new Kinesalite(EmulatorProcess.start("kinesalite.js", Map.of(), "http"));
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + process.port("http"));
    }

    @Override
    public URI tlsEndpoint() {
        throw new UnsupportedOperationException("kinesalite runs over plain HTTP here");
    }

    @Override
    public KinesisApi api() {
        return new KinesisApi(endpoint());
    }

    @Override
    public void close() {
        process.close();
    }
}
