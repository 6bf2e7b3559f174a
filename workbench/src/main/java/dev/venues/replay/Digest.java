package dev.venues.replay;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * What a dead letter is known by: the first half of the SHA-256 of its bytes. It moves with the letter to wherever that
 * is copied, and a letter that failed again is another one, since it failed at another time.
 */
record Digest(long high, long low) {

    private static final int HEX_DIGITS = 16;
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{32}");

    static Digest of(byte[] letter) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(letter));
            return new Digest(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Null for a text that is none. */
    static Digest parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return null;
        }
        return new Digest(
                Long.parseUnsignedLong(text.substring(0, HEX_DIGITS), 16),
                Long.parseUnsignedLong(text.substring(HEX_DIGITS), 16));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
