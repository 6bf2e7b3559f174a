package dev.venues.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback interface. */
public final class LoopbackPort {

    /** Below what systems give to outgoing connections, one of which would take the port before its server does. */
    private static final int LOWEST = 10_000;

    private static final int BEYOND = 32_768;

    private static final AtomicInteger LAST =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST, BEYOND));

    private LoopbackPort() {}

    /** A port of 127.0.0.1 that nobody listens on, and another one with every call. */
    public static int free() {
        for (int tries = BEYOND - LOWEST; tries > 0; tries--) {
            int port = LAST.updateAndGet(last -> last + 1 < BEYOND ? last + 1 : LOWEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + LOWEST + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
