package dev.venues.testing.kinesis;

import java.net.URI;
import java.util.Map;

/**
 * A kinesis-local on free ports of the loopback interface, over TLS and plain HTTP: slow, for what needs TLS.
 *
 * <p>Both endpoints lead to the same streams, of the region {@code eu-central-1} and the account of any access key
 * that is not itself an account number.
 */
public final class KinesisLocal implements KinesisEmulator {
    private static final Map<String, String> QUICK = Map.of(
            "CREATE_STREAM_DURATION", "50ms",
            "DELETE_STREAM_DURATION", "50ms",
            "SPLIT_SHARD_DURATION", "50ms",
            "MERGE_SHARDS_DURATION", "50ms");

    private final EmulatorProcess process;

    private KinesisLocal(EmulatorProcess process) {
        this.process = process;
    }

    public static KinesisLocal start() {
        return new KinesisLocal(EmulatorProcess.start("kinesis-local.js", QUICK, "https", "http"));
    }

    @Override
    public URI tlsEndpoint() {
        return URI.create("https://127.0.0.1:" + process.port("https"));
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + process.port("http"));
    }

    @Override
    public KinesisApi api() {
        return new KinesisApi(tlsEndpoint());
    }

    @Override
    public void close() {
        process.close();
    }
}
