package dev.venues.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of Debian's that tests tagged {@code system} use. */
public final class DebianProgram {

    private DebianProgram() {}

    /**
     * Finds a program on the PATH.
     *
     * @param debianPackage the package that has it
     * @throws AssertionError if it is missing: nothing is skipped, and the message says what to install
     */
    public static Path find(String name, String debianPackage) {
        return find(name, debianPackage, System.getenv("PATH"));
    }

    static Path find(String name, String debianPackage, String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "%s is not on the PATH: apt-get install %s, or leave out -Psystem and with it the tests that need programs of Debian's"
                                .formatted(name, debianPackage)));
    }
}
