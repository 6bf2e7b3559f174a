package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.diagnosis.Verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a command does around a run of the job. Closed when the run is over, however it went. */
interface RunFrame extends AutoCloseable {

    /** How a job ended that did not fail. */
    enum End {
        /** It read all that there was. */
        COMPLETE,
        /** It was stopped before. */
        STOPPED
    }

    /**
     * Makes ready what the job will read.
     *
     * @param folder goes with the run
     * @return the settings that the job shall run with; empty if there is nothing to do
     */
    Optional<Settings> before(Settings settings, Path folder) throws Exception;

    /**
     * Completes what was begun, after the summary was printed. Not called for a job that failed.
     *
     * @return what is to be told at the very end
     */
    Verdict after(LocalMetrics metrics, End end) throws Exception;

    @Override
    void close() throws IOException;
}
