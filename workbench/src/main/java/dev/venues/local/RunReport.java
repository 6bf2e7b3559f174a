package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.report.Ending;

import java.nio.file.Path;
import java.time.Duration;

/** A report that is made of a run while it goes. Called by one thread. */
interface RunReport extends AutoCloseable {

    /** The job goes on; called many times a second. */
    void tick();

    /**
     * The run has ended, and the report is made.
     *
     * @param took as the summary says it
     * @return what to tell the user; empty for nothing
     */
    String end(Ending ending, Duration took);

    @Override
    void close();

    /**
     * Begins a report.
     *
     * @param file null for no report
     * @throws UnwritableReportException if the file cannot be written
     */
    static RunReport to(Path file, LocalMetrics metrics, Settings settings) throws UnwritableReportException {
        return file == null ? none() : HtmlReport.begin(file, metrics, settings);
    }

    /** No report. */
    static RunReport none() {
        return new RunReport() {
            @Override
            public void tick() {}

            @Override
            public String end(Ending ending, Duration took) {
                return "";
            }

            @Override
            public void close() {}
        };
    }
}
