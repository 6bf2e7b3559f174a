package dev.venues.connector.files;

import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files that a files sink has finished. */
final class OutputFiles {

    private OutputFiles() {}

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
        for (FileStatus child : fileSystem.listStatus(place)) {
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
}
