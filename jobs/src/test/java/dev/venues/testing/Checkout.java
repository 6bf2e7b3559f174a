package dev.venues.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy that the tests run in: its root, found upwards from the working folder. */
public final class Checkout {
    private Checkout() {}

    /** @throws IllegalStateException if no folder from the working folder upwards holds the jobs module's emulators */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("jobs/src/test/emulators"))) {
                return folder;
            }
        }
        throw new IllegalStateException(start + " is not inside a working copy of Venues");
    }

    public static Path jobs() {
        return root().resolve("jobs");
    }
}
