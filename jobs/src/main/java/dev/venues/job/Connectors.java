package dev.venues.job;

import dev.venues.connector.Connector;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.SourceEndpoint;
import dev.venues.connector.files.FilesConnector;
import dev.venues.connector.files.FilesSourceEndpoint;
import dev.venues.connector.files.FinishedFiles;
import dev.venues.connector.kinesis.KinesisConnector;

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
     * What earlier runs have written to files.
     *
     * @param place a file or folder, of this machine or of any file system that Flink has a plugin for
     */
    public static FinishedOutput finishedFiles(String place) {
        return new FinishedFiles(place);
    }
}
