package dev.venues.connector;

import java.io.IOException;

/** What lies at one place, dead letters or not. */
public interface Letters {

    /**
     * One record that was found.
     *
     * @param bytes as it stands there, without the end of its line
     * @param cut whether it is longer than these bytes
     * @param where for people: file and line, or stream, shard and sequence number
     */
    record Found(byte[] bytes, boolean cut, String where) {}

    /** Takes what was found, one after the other. */
    interface Visitor {
        void found(Found found) throws IOException;
    }

    /**
     * Reads the place once, as it is now.
     *
     * @throws IOException if a file cannot be read, or the visitor fails
     * @throws ConnectorStartupException if the place cannot be read as the settings say
     */
    void forEach(Visitor visitor) throws IOException, ConnectorStartupException;
}
