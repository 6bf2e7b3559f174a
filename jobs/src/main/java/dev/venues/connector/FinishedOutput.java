package dev.venues.connector;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** What sinks have written to one place and will not touch again. */
public interface FinishedOutput extends Serializable {

    /** A piece that was written at one time. */
    interface Part {

        /** When it was last written. */
        Instant written();

        /**
         * Reads it from its start, as long as the visitor wants more.
         *
         * @return whether the visitor wanted all of it
         * @throws IOException if it cannot be read to its end
         */
        boolean forEach(Visitor visitor) throws IOException;

        /** For people. */
        @Override
        String toString();
    }

    /** Takes records, some at a time. */
    interface Visitor {

        /**
         * @param records as they were written
         * @return whether to go on
         */
        boolean records(List<byte[]> records);
    }

    /**
     * The parts that are there, in no order.
     *
     * @throws java.io.FileNotFoundException if there is no such place, as before the first record
     * @throws IOException if it cannot be looked at
     */
    List<Part> parts() throws IOException;
}
