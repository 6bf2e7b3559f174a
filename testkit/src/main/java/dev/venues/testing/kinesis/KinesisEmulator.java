package dev.venues.testing.kinesis;

import java.net.URI;

/** An emulator of Kinesis in a process of its own, with no stream at first. */
public interface KinesisEmulator extends AutoCloseable {

    /** Over plain HTTP. */
    URI endpoint();

    /**
     * With a self-signed certificate, the only kind that the native KPL writes to.
     *
     * @throws UnsupportedOperationException if it speaks no TLS
     */
    URI tlsEndpoint();

    /** A client of its own that meets no fault. */
    KinesisApi api();

    /** Kills the process; what it held is lost. */
    @Override
    void close();
}
