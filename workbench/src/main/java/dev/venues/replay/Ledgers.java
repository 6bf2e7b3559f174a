package dev.venues.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was replayed already, as the ledgers say that count for a replay. */
final class Ledgers {

    private Ledgers() {}

    /** The ledger that a replay writes. */
    static Path own(ReplayArguments arguments) {
        return arguments.ledger() != null
                ? arguments.ledger()
                : arguments.from().ledger();
    }

    /** What was replayed already, as far as any ledger knows that counts; for one that holds none itself. */
    static Set<Digest> replayed(ReplayArguments arguments) throws IOException {
        Set<Digest> replayed = new HashSet<>();
        Ledger.read(own(arguments), replayed);
        for (Path other : others(arguments)) {
            Ledger.read(other, replayed);
        }
        return replayed;
    }

    /** The same for a replay that holds its own ledger. */
    static Set<Digest> replayed(ReplayArguments arguments, Ledger held) throws IOException {
        Set<Digest> replayed = new HashSet<>();
        held.read(replayed);
        for (Path other : others(arguments)) {
            if (!held.isIn(other)) {
                Ledger.read(other, replayed);
            }
        }
        return replayed;
    }

    /** None beside one that the user names. */
    private static List<Path> others(ReplayArguments arguments) throws IOException {
        return arguments.ledger() != null ? List.of() : arguments.from().otherLedgers();
    }
}
