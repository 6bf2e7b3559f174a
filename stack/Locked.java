import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Runs a command while it holds the lock on a file that tests take too: Java's locks are not those of flock. */
final class Locked {

    private Locked() {}

    /** @param words the file, the command */
    public static void main(String... words) throws IOException, InterruptedException {
        int exit;
        try (FileChannel channel =
                        FileChannel.open(Path.of(words[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            exit = new ProcessBuilder(List.of(words).subList(1, words.length))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        System.exit(exit);
    }
}
