package dev.venues.connector.files;

import dev.venues.connector.Letters;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The lines of a file, or of all files below a folder. As for the files source, names that begin with {@code .} or
 * {@code _} are passed over: there lie files that are not finished, and the ledger.
 */
final class FileLetters implements Letters {

    private final Path root;

    FileLetters(Path root) {
        this.root = root;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        for (Path file : FolderFiles.below(root, name -> !FolderFiles.isHidden(name))) {
            long[] lines = {0};
            FileLines.forEach(file.toFile(), line -> {
                lines[0]++;
                visitor.found(new Found(line.payload(), line.cutBytes() > 0, file + ":" + lines[0]));
            });
        }
    }
}
