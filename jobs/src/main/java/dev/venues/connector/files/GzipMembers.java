package dev.venues.connector.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * All that was compressed into a gzip file, of all its members.
 *
 * <p>The JDK's stream takes a file for ended where nothing is "available", which streams of object stores answer at any
 * place, and where the next member's header is damaged. Either would lose events in silence: here the first does not
 * happen and the second is an error.
 */
final class GzipMembers extends GZIPInputStream {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int TRAILER_BYTES = 8;

    GzipMembers(InputStream file) throws IOException {
        super(new AlwaysAvailable(file), BUFFER_BYTES);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && (inf.getRemaining() > TRAILER_BYTES || in.read() >= 0)) {
            throw new ZipException("something that is no gzip follows the compressed data");
        }
        return count;
    }

    private static final class AlwaysAvailable extends FilterInputStream {

        AlwaysAvailable(InputStream file) {
            super(file);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
