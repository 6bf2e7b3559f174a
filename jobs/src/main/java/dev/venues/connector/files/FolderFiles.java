package dev.venues.connector.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The files below a folder, as the files source finds them: links are followed, and folders whose name begins with {@code
 * .} or {@code _} are passed over.
 */
final class FolderFiles extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Predicate<String> wanted;
    private final SortedSet<Path> files = new TreeSet<>();

    private FolderFiles(Path root, Predicate<String> wanted) {
        this.root = root;
        this.wanted = wanted;
    }

    /**
     * Finds files.
     *
     * @param root a folder, or a file, which then is the only one
     * @param wanted judges the names of files below a folder
     */
    static SortedSet<Path> below(Path root, Predicate<String> wanted) throws IOException {
        FolderFiles walk = new FolderFiles(root, wanted);
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        return walk.files;
    }

    /** Whether a name is one that readers of files pass over. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean hidden = !folder.equals(root) && isHidden(folder.getFileName().toString());
        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean regular = attributes.isRegularFile();
        if (file.equals(root) || regular && wanted.test(file.getFileName().toString())) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
        if (fault instanceof FileSystemLoopException) {
            // A link to a folder above, whose files are found there.
            return FileVisitResult.CONTINUE;
        }
        throw fault;
    }
}
