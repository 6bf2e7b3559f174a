package dev.venues.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The file that says what was replayed: a {@link Digest} a line. One replay holds it at a time, so that no two take the
 * same letters; others may read it.
 */
final class Ledger implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private Ledger(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Adds what a ledger says to a set; a file that is not there says nothing, nor does a line that was not finished. */
    static void read(Path file, Set<Digest> replayed) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            read(lines, replayed);
        }
    }

    private static void read(BufferedReader lines, Set<Digest> replayed) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Digest digest = Digest.parse(line);
            if (digest != null) {
                replayed.add(digest);
            }
        }
    }

    /**
     * Takes hold of a ledger, which is made if it is not there.
     *
     * @throws IOException if it cannot be written, or another replay holds it
     */
    static Ledger hold(Path file) throws IOException {
        FileChannel channel = open(file);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another one in this JVM, which is the same to the user.
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new IOException("another replay is at work with " + file);
        }
        return new Ledger(file, channel);
    }

    /**
     * Adds what this ledger says to a set. Only so may it be read while it is held: where a process closes a file, it loses
     * its locks on it, however it opened it.
     */
    void read(Set<Digest> replayed) throws IOException {
        channel.position(0);
        read(new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1)), replayed);
    }

    boolean isIn(Path other) throws IOException {
        return Files.isSameFile(file, other);
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            // Its own message is no more than a path, and users are shown the innermost.
            throw new IOException("the ledger " + file + " cannot be written: " + e);
        }
    }

    /**
     * Adds digests, and returns when they are on the disk. Of those that a crash leaves out, the letters are replayed
     * again.
     *
     * @param digests one a line
     */
    void add(Path digests) throws IOException {
        channel.position(channel.size());
        if (!endsWithALine()) {
            write(new byte[] {'\n'}, 1);
        }
        try (FileChannel in = FileChannel.open(digests, StandardOpenOption.READ)) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(ByteBuffer.wrap(buffer)); count >= 0; count = in.read(ByteBuffer.wrap(buffer))) {
                write(buffer, count);
            }
        }
        channel.force(true);
    }

    private boolean endsWithALine() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() == 0 || channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
    }

    private void write(byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
