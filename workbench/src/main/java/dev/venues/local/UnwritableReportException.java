package dev.venues.local;

import java.io.IOException;
import java.nio.file.Path;

/** The file for the report of a run cannot be written. */
final class UnwritableReportException extends Exception {

    private static final long serialVersionUID = 1L;

    UnwritableReportException(Path file, IOException cause) {
        super(
                "1 problem in the settings:\n  " + LocalArguments.REPORT + " = " + file + ": cannot be written ("
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")",
                cause);
    }
}
