package dev.venues.connector;

import dev.venues.option.OptionReader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Where dead letters lie that shall be replayed. Its text is as it was given. */
public interface LetterPlace {

    Location location();

    /**
     * What lies there.
     *
     * @param options that say how the place is reached
     * @param end what arrived later is left for another time, where the place is written meanwhile
     * @throws ConnectorStartupException if the place cannot be reached as the settings say
     */
    Letters letters(OptionReader options, Instant end) throws ConnectorStartupException;

    /** The file in which it is noted what was replayed from here, unless the user names one. */
    Path ledger();

    /**
     * Other files that say what was replayed, as part of another place.
     *
     * @throws IOException if they cannot be looked for
     */
    List<Path> otherLedgers() throws IOException;
}
