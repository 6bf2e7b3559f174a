package dev.venues.config;

import dev.venues.connector.LetterPlace;
import dev.venues.connector.Location;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.option.Problem;

import java.util.List;

/** Settings that are right each for itself but not together. */
public final class Conflicts {

    private Conflicts() {}

    static void report(Settings settings, List<Problem> problems) {
        SinkEndpoint letters = settings.deadLetters();
        if (letters.location() != null && letters.equals(settings.enriched())) {
            String other = settings.enriched().key(SinkRole.ENRICHED);
            problems.add(problem(letters, SinkRole.DEAD_LETTERS, "must differ from " + other));
        }
        ownOutput(settings.enriched(), SinkRole.ENRICHED, settings, problems);
        ownOutput(letters, SinkRole.DEAD_LETTERS, settings, problems);
    }

    /** A job that reads what it writes never ends. */
    private static void ownOutput(SinkEndpoint sink, SinkRole role, Settings settings, List<Problem> problems) {
        if (isInsideAny(sink, settings.source().locations())) {
            problems.add(problem(sink, role, settings.source().ownOutputRule()));
        }
    }

    /**
     * A replay that writes events among the dead letters that the next one shall read.
     *
     * @param from null if it is not known, which is a problem of its own
     */
    public static void lettersAmongEvents(LetterPlace from, SinkEndpoint enriched, List<Problem> problems) {
        if (from != null && isInsideAny(enriched, List.of(from.location()))) {
            problems.add(problem(enriched, SinkRole.ENRICHED, "is where --from reads dead letters"));
        }
    }

    private static boolean isInsideAny(SinkEndpoint sink, List<Location> places) {
        return sink.location() != null && places.stream().anyMatch(sink.location()::isInside);
    }

    private static Problem problem(SinkEndpoint sink, SinkRole role, String rule) {
        return new Problem(sink.key(role), sink.location().text(), rule);
    }
}
