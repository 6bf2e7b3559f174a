package dev.venues.connector.files;

import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files that a files sink has finished. */
final class OutputFiles {

    private OutputFiles() {}

    /** A place as Flink names it: in a relative name it would take what stands before a colon for a scheme. */
    static Path place(String text) {
        int colon = text.indexOf(':');
        boolean scheme = colon < 0 || text.lastIndexOf('/', colon) >= 0 || text.startsWith("/", colon + 1);
        return scheme ? new Path(text) : new Path(new File(text).getAbsolutePath());
    }

    /**
     * Lists files as the files source finds them: names that begin with {@code .} or {@code _} are passed over.
     *
     * @param place a folder, or a file, which then is the only one
     */
    static List<FileStatus> below(Path place) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        add(place, files);
        return files;
    }

    private static void add(Path place, List<FileStatus> files) throws IOException {
        FileSystem fileSystem = place.getFileSystem();
        FileStatus status = fileSystem.getFileStatus(place);
        if (!status.isDir()) {
            files.add(status);
            return;
        }
        for (FileStatus child : children(fileSystem, place)) {
            String name = child.getPath().getName();
            if (name.startsWith(".") || name.startsWith("_")) {
                continue;
            }
            if (child.isDir()) {
                add(child.getPath(), files);
            } else {
                files.add(child);
            }
        }
    }

    private static FileStatus[] children(FileSystem fileSystem, Path folder) throws IOException {
        try {
            return fileSystem.listStatus(folder);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + " holds a file that Flink cannot name: a colon stands in its name", e);
        }
    }
}
