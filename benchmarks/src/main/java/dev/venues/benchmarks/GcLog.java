package dev.venues.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code -Xlog:gc} says about a run.
 *
 * @param peakMebibytes the most that was on the heap after a collection
 * @param pauseSeconds the sum of all pauses
 */
record GcLog(long peakMebibytes, double pauseSeconds) {

    private static final Pattern PAUSE = Pattern.compile("Pause .* \\d+M->(\\d+)M\\(\\d+M\\) ([\\d.]+)ms");

    static GcLog read(Path folder) throws IOException {
        long peak = 0;
        double millis = 0;
        for (String line : Files.readAllLines(folder.resolve("gc.log"))) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                peak = Math.max(peak, Long.parseLong(pause.group(1)));
                millis += Double.parseDouble(pause.group(2));
            }
        }
        return new GcLog(peak, millis / 1e3);
    }
}
