package dev.venues.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy that the tests run in: its root, found upwards from the working folder. */
public final class Checkout {
    private static final String EMULATORS = "testkit/src/main/emulators";

    private Checkout() {}

    /** @throws IllegalStateException if no folder from the working folder upwards holds this module's emulators */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(EMULATORS))) {
                return folder;
            }
        }
        throw new IllegalStateException(start + " is not inside a working copy of Venues");
    }

    /** What the build of a module has left. */
    public static Path target(String module) {
        return root().resolve(module).resolve("target");
    }

    public static Path localJar() {
        return target("workbench").resolve("venues-local.jar");
    }

    public static Path jobJar() {
        return target("jobs").resolve("venues-job.jar");
    }

    /** The scripts of the Kinesis emulators. */
    public static Path emulators() {
        return root().resolve(EMULATORS);
    }
}
