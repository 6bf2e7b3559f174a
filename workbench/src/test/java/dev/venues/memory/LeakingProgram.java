package dev.venues.memory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Makes garbage until its input ends; with the argument {@code leak} it forgets to let go of it. */
final class LeakingProgram {

    /** Named, so that the histogram shows who leaks. */
    record Forgotten(byte[] bytes) {}

    private static final int BYTES = 8_192;
    private static final long PAUSE_NANOS = 5_000_000;
    private static final List<Forgotten> FORGOTTEN = new ArrayList<>();

    private LeakingProgram() {}

    public static void main(String[] args) throws IOException {
        boolean leaks = args[0].equals("leak");
        Thread worker = new Thread(() -> run(leaks));
        worker.setDaemon(true);
        worker.start();
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static void run(boolean leaks) {
        while (true) {
            Forgotten garbage = new Forgotten(new byte[BYTES]);
            if (leaks) {
                FORGOTTEN.add(garbage);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
