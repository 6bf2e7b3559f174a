package dev.venues.config;

import java.nio.file.Path;

/** Where dead letters lie that shall be replayed. Its text is as it was given. */
public sealed interface LetterPlace {

    /**
     * Files of JSON lines.
     *
     * @param path a file or a folder
     */
    record Files(Path path) implements LetterPlace {

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A Kinesis stream, by its name. */
    record Kinesis(String stream) implements LetterPlace {

        @Override
        public String toString() {
            return ReplayArguments.KINESIS_PREFIX + stream;
        }
    }
}
