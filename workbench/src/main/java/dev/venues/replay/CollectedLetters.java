package dev.venues.replay;

import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Letters;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The dead letters that a replay is about, in a file of their own, so that those which it makes itself are not among
 * them. Holds the ledger until it is closed.
 */
public final class CollectedLetters implements AutoCloseable {

    private final Path letters;
    private final Path digests;
    private final Ledger ledger;
    private final Tally tally;

    private CollectedLetters(Path letters, Path digests, Ledger ledger, Tally tally) {
        this.letters = letters;
        this.digests = digests;
        this.ledger = ledger;
        this.tally = tally;
    }

    /**
     * Counts, and leaves everything as it is.
     *
     * @param letters that lie where the arguments say
     * @param maxEventBytes the largest payload that the job takes
     * @throws IOException if a file cannot be read
     * @throws ConnectorStartupException if their place cannot be read as the settings say
     */
    public static Tally count(ReplayArguments arguments, Letters letters, int maxEventBytes)
            throws IOException, ConnectorStartupException {
        LetterSorter sorter = new LetterSorter(
                arguments.filter(), maxEventBytes, Ledgers.replayed(arguments), (letter, digest) -> {});
        letters.forEach(sorter);
        return sorter.tally();
    }

    /**
     * Collects.
     *
     * @param found what lies where the arguments say
     * @param maxEventBytes the largest payload that the job takes
     * @param folder for the files; it goes with them, at the end of the JVM at the latest
     * @throws IOException if a file cannot be read or written, or another replay holds the ledger
     * @throws ConnectorStartupException if their place cannot be read as the settings say
     */
    public static CollectedLetters collect(ReplayArguments arguments, Letters found, int maxEventBytes, Path folder)
            throws IOException, ConnectorStartupException {
        Path letters = folder.resolve("letters.jsonl");
        Path digests = folder.resolve("digests");
        // Ctrl-C ends the JVM at once as long as no job runs. The last is deleted first.
        Stream.of(folder, letters, digests).map(Path::toFile).forEach(File::deleteOnExit);
        Ledger ledger = Ledger.hold(ledger(arguments));
        try (OutputStream lettersOut = new BufferedOutputStream(Files.newOutputStream(letters));
                OutputStream digestsOut = new BufferedOutputStream(Files.newOutputStream(digests))) {
            LetterSorter sorter = new LetterSorter(
                    arguments.filter(), maxEventBytes, Ledgers.replayed(arguments, ledger), (letter, digest) -> {
                        lettersOut.write(oneLine(letter));
                        lettersOut.write('\n');
                        digestsOut.write((digest + "\n").getBytes(StandardCharsets.US_ASCII));
                    });
            found.forEach(sorter);
            return new CollectedLetters(letters, digests, ledger, sorter.tally());
        } catch (IOException | ConnectorStartupException | RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Between the tokens of a letter in a stream may stand line breaks, and nowhere else in JSON. */
    private static byte[] oneLine(byte[] letter) {
        byte[] line = letter.clone();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return line;
    }

    /** Where it is noted what was replayed. */
    public static Path ledger(ReplayArguments arguments) {
        return Ledgers.own(arguments);
    }

    /** A file of the dead letters that shall be replayed, one a line. */
    public Path letters() {
        return letters;
    }

    public Tally tally() {
        return tally;
    }

    /**
     * Notes that they were replayed, all of them.
     *
     * @throws IOException if the ledger cannot be written
     */
    public void mark() throws IOException {
        ledger.add(digests);
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
