package dev.venues.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * The installed Kinesis emulators: {@code npm ci} into {@code testkit/target/emulators}, done again when the lock file
 * has changed. Safe for many threads and many JVMs.
 */
public final class NodeModules {
    private static final int OLDEST_NODE = 18;
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    private static final String LOCK_FILE = "package-lock.json";

    private NodeModules() {}

    /**
     * Installs the emulators unless they are there.
     *
     * @return the folder {@code node_modules}
     * @throws IllegalStateException if Node.js or npm is missing, too old, or cannot install
     */
    public static synchronized Path install() {
        requireNode();
        Path sources = Checkout.emulators();
        Path target = Checkout.target("testkit").resolve("emulators");
        try {
            Files.createDirectories(target);
            try (FileChannel channel = FileChannel.open(
                            target.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IllegalStateException("no lock on " + target);
                }
                return installLocked(sources, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path installLocked(Path sources, Path target) throws IOException {
        Path modules = target.resolve("node_modules");
        // npm ci begins with the removal of the folder, and so of the stamp.
        Path stamp = modules.resolve(".installed");
        String wanted = sha256(sources.resolve(LOCK_FILE));
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return modules;
        }
        for (String file : List.of("package.json", LOCK_FILE, ".npmrc")) {
            Files.copy(sources.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // The one install script compiles leveldown, which kinesalite needs only to store on disk.
        Command npm =
                new Command(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), target, INSTALL_LIMIT);
        Command.Ended ended = runOrExplain(npm);
        if (ended.exit() != 0) {
            throw new IllegalStateException("npm ci failed in " + target + ":\n" + ended.output());
        }
        Files.writeString(stamp, wanted);
        return modules;
    }

    private static void requireNode() {
        String version = runOrExplain(new Command(List.of("node", "--version"), Checkout.root(), VERSION_LIMIT))
                .output()
                .strip();
        if (!version.matches("v\\d+\\..*")
                || Integer.parseInt(version.substring(1, version.indexOf('.'))) < OLDEST_NODE) {
            throw new IllegalStateException(
                    "node is %s: the Kinesis emulators need Node.js %d or newer".formatted(version, OLDEST_NODE));
        }
    }

    private static Command.Ended runOrExplain(Command command) {
        try {
            return command.run();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s is not on the PATH: the Kinesis emulators need Node.js %d or newer, with npm"
                            .formatted(command.words().get(0), OLDEST_NODE),
                    e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
