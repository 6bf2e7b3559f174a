package dev.venues.testing.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ends of what a job under test printed and logged, for the message of a test that failed. */
final class JobLog {

    private static final int LINES = 200;

    private JobLog() {}

    /** @param folder the working folder of the job */
    static String of(Path folder) {
        return end(folder, "output.txt") + end(folder, "out/venues.log");
    }

    private static String end(Path folder, String file) {
        Path path = folder.resolve(file);
        if (!Files.exists(path)) {
            return "The job wrote no " + file + ".\n";
        }
        try {
            List<String> lines = Files.readAllLines(path);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "The end of the job's " + file + ":\n" + String.join("\n", last) + "\n";
        } catch (IOException e) {
            return "The job's " + file + " cannot be read: " + e + "\n";
        }
    }
}
