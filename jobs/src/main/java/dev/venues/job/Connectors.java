package dev.venues.job;

import dev.venues.connector.Connector;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.SourceEndpoint;
import dev.venues.connector.files.FilesConnector;
import dev.venues.connector.files.FilesSourceEndpoint;
import dev.venues.connector.files.FinishedFiles;
import dev.venues.connector.files.FirstLines;
import dev.venues.connector.kinesis.KinesisConnector;
import dev.venues.model.RawRecord;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The connectors that there are. Nothing else names one. */
public final class Connectors {

    private Connectors() {}

    /** Those that settings may choose from, in the order of the documentation; the first stands in for a wrong choice. */
    public static List<Connector> standard() {
        return List.of(new FilesConnector(), new KinesisConnector());
    }

    /** The lines of a file that lies on this machine, whatever the settings say of the source. */
    public static SourceEndpoint localFile(Path file) {
        return new FilesSourceEndpoint(file.toString(), false);
    }

    /**
     * The lines that a stream begins with, as the files source reads them; the stream stays open.
     *
     * @param limit how many at most
     */
    public static List<RawRecord> firstLines(InputStream in, int limit) throws IOException {
        return FirstLines.of(in, limit);
    }

    /** Whether a line is what the files source makes of a file that is named {@code .gz} and is no gzip. */
    public static boolean isMarkOfDamage(byte[] line) {
        return FirstLines.isMarkOfDamage(line);
    }

    /**
     * What earlier runs have written to files.
     *
     * @param place a file or folder, of this machine or of any file system that Flink has a plugin for
     */
    public static FinishedOutput finishedFiles(String place) {
        return new FinishedFiles(place);
    }
}
