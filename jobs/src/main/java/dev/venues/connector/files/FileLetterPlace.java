package dev.venues.connector.files;

import dev.venues.connector.LetterPlace;
import dev.venues.connector.Letters;
import dev.venues.connector.Location;
import dev.venues.option.OptionReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of dead letters, one a line. The ledger lies in the folder, or beside the file, under a name that no reader of
 * files takes for events or dead letters. Ledgers in the folders above and below count too: letters that were replayed as
 * part of another folder are not replayed again.
 *
 * @param path a file or a folder
 */
public record FileLetterPlace(Path path) implements LetterPlace {

    static final String LEDGER = "_replayed";

    @Override
    public Location location() {
        return FilesConnector.location(path.toString());
    }

    @Override
    public Letters letters(OptionReader options, Instant end) {
        return new FileLetters(path);
    }

    @Override
    public Path ledger() {
        return Files.isDirectory(path) ? path.resolve(LEDGER) : path.resolveSibling(LEDGER);
    }

    @Override
    public List<Path> otherLedgers() throws IOException {
        Path real = path.toRealPath();
        List<Path> others = new ArrayList<>();
        for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
            others.add(folder.resolve(LEDGER));
        }
        others.addAll(FolderFiles.below(real, LEDGER::equals));
        others.removeIf(ledger -> !Files.isRegularFile(ledger) || !Files.isReadable(ledger));
        return others;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
