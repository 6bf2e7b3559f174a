package dev.venues.replay;

import dev.venues.config.LetterPlace;
import dev.venues.config.ReplayArguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where ledgers lie. By default one lies in the folder that is replayed, or that holds the file that is, under a name
 * that no reader of files takes for events or dead letters. Ledgers in the folders above and below count too: letters
 * that were replayed as part of another folder are not replayed again.
 */
final class Ledgers {

    static final String NAME = "_replayed";

    private Ledgers() {}

    /** The ledger that a replay writes. */
    static Path own(ReplayArguments arguments) {
        if (arguments.ledger() != null) {
            return arguments.ledger();
        }
        if (arguments.from() instanceof LetterPlace.Files files) {
            Path path = files.path();
            return Files.isDirectory(path) ? path.resolve(NAME) : path.resolveSibling(NAME);
        }
        return Path.of("out", "replayed-" + ((LetterPlace.Kinesis) arguments.from()).stream());
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

    private static List<Path> others(ReplayArguments arguments) throws IOException {
        List<Path> others = new ArrayList<>();
        if (arguments.ledger() == null && arguments.from() instanceof LetterPlace.Files files) {
            Path path = files.path().toRealPath();
            for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
                others.add(folder.resolve(NAME));
            }
            others.addAll(FolderFiles.below(path, NAME::equals));
        }
        others.removeIf(ledger -> !Files.isRegularFile(ledger) || !Files.isReadable(ledger));
        return others;
    }
}
