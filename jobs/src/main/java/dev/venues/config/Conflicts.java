package dev.venues.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Settings that are right each for itself but not together. */
final class Conflicts {

    /** What {@code Sinks} takes out of the producer's properties. */
    private static final Set<String> WHOLE_NUMBERS = Set.of(
            "sink.batch.max-size",
            "sink.requests.max-inflight",
            "sink.requests.max-buffered",
            "sink.flush-buffer.size",
            "sink.flush-buffer.timeout");

    private Conflicts() {}

    static void report(Settings settings, List<Problem> problems) {
        sinks(settings, problems);
        ownOutput(
                VenuesOptions.SINK_FILES_PATH.key(),
                VenuesOptions.SINK_KINESIS_STREAM.key(),
                settings.enriched(),
                settings,
                problems);
        ownOutput(
                VenuesOptions.DEAD_LETTERS_FILES_PATH.key(),
                VenuesOptions.DEAD_LETTERS_KINESIS_STREAM.key(),
                settings.deadLetters(),
                settings,
                problems);
        settings.kinesis().producer().forEach((key, value) -> {
            if (WHOLE_NUMBERS.contains(key) && !value.matches("[1-9]\\d{0,8}")) {
                problems.add(new Problem(VenuesOptions.PRODUCER_PREFIX + key, value, "must be a whole number above 0"));
            }
        });
    }

    private static void sinks(Settings settings, List<Problem> problems) {
        if (!settings.enriched().equals(settings.deadLetters())) {
            return;
        }
        if (settings.deadLetters() instanceof Settings.Sink.Files files) {
            problems.add(new Problem(
                    VenuesOptions.DEAD_LETTERS_FILES_PATH.key(),
                    files.path(),
                    "must differ from venues.sink.files.path"));
        } else if (settings.deadLetters() instanceof Settings.Sink.Kinesis kinesis && kinesis.stream() != null) {
            problems.add(new Problem(
                    VenuesOptions.DEAD_LETTERS_KINESIS_STREAM.key(),
                    kinesis.stream(),
                    "must differ from venues.sink.kinesis.stream"));
        }
    }

    /** A job that reads what it writes never ends. */
    private static void ownOutput(
            String pathKey, String streamKey, Settings.Sink sink, Settings settings, List<Problem> problems) {
        if (settings.source() instanceof Settings.Source.Kinesis source
                && sink instanceof Settings.Sink.Kinesis kinesis
                && kinesis.stream() != null
                && source.streams().contains(kinesis.stream())) {
            problems.add(new Problem(streamKey, kinesis.stream(), "is a stream that the job reads"));
        }
        if (settings.source() instanceof Settings.Source.Files source
                && source.path() != null
                && sink instanceof Settings.Sink.Files files
                && isInside(files.path(), source.path())) {
            problems.add(new Problem(pathKey, files.path(), "lies in the folder that the job reads"));
        }
    }

    /** A replay that writes events among the dead letters that the next one shall read. */
    static void lettersAmongEvents(LetterPlace from, Settings.Sink enriched, List<Problem> problems) {
        String rule = "is where --from reads dead letters";
        if (from instanceof LetterPlace.Kinesis letters
                && enriched instanceof Settings.Sink.Kinesis sink
                && letters.stream().equals(sink.stream())) {
            problems.add(new Problem(VenuesOptions.SINK_KINESIS_STREAM.key(), sink.stream(), rule));
        }
        if (from instanceof LetterPlace.Files letters
                && enriched instanceof Settings.Sink.Files sink
                && isInside(sink.path(), letters.path().toString())) {
            problems.add(new Problem(VenuesOptions.SINK_FILES_PATH.key(), sink.path(), rule));
        }
    }

    private static boolean isInside(String path, String folder) {
        try {
            return absolute(path).startsWith(absolute(folder));
        } catch (InvalidPathException e) {
            // Reported where the path itself is read.
            return false;
        }
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }
}
