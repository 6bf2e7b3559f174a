package dev.venues.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of a process as Linux counts it. */
final class ResidentSize {

    private static final String FIELD = "VmRSS:";
    private static final long KIB = 1024;

    private ResidentSize() {}

    /** In bytes; -1 if the process is gone, or where there is no {@code /proc}. */
    static long of(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(FIELD))
                    .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
