package dev.venues.connector.files;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Eight bytes at a time finds what one at a time finds. */
class LineBreaksTest {

    /** A few words and every remainder. */
    private static final int LONGEST = 3 * Long.BYTES + 7;

    /** The breaks, their neighbours, and the same with the highest bit, where an addition or a borrow would go wrong. */
    private static final byte[] CRITICAL = {
        '\n', '\r', 0, 1, '\t', 0x0b, 0x0c, 0x0e, ' ', 'a', 0x7f, (byte) 0x80, (byte) 0x8a, (byte) 0x8d, (byte) 0xff
    };

    @Test
    void shouldFindALineFeedAtEveryPlace() {
        for (int from = 0; from <= Long.BYTES; from++) {
            for (int length = 0; length <= LONGEST; length++) {
                for (int place = 0; place < length; place++) {
                    byte[] bytes = surroundedByLineFeeds(from, length);
                    bytes[from + place] = '\n';

                    assertThat(LineBreaks.firstLineFeed(bytes, from, from + length))
                            .as("from %d, %d bytes, at %d", from, length, place)
                            .isEqualTo(from + place);
                }
            }
        }
    }

    @Test
    void shouldFindNoLineFeedOutsideOfItsBytes() {
        for (int from = 0; from <= Long.BYTES; from++) {
            for (int length = 0; length <= LONGEST; length++) {
                assertThat(LineBreaks.firstLineFeed(surroundedByLineFeeds(from, length), from, from + length))
                        .as("from %d, %d bytes", from, length)
                        .isEqualTo(from + length);
            }
        }
    }

    @Test
    void shouldReplaceAtEveryPlaceAndNowhereElse() {
        for (int from = 0; from <= Long.BYTES; from++) {
            for (int length = 0; length <= LONGEST; length++) {
                for (int place = 0; place < length; place++) {
                    byte[] bytes = surroundedByLineFeeds(from, length);
                    byte[] expected = bytes.clone();
                    expected[from + place] = ' ';
                    bytes[from + place] = (byte) (place % 2 == 0 ? '\n' : '\r');

                    LineBreaks.replace(bytes, from, from + length);

                    assertThat(bytes)
                            .as("from %d, %d bytes, at %d", from, length, place)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** Bytes beside each other act on each other: all pairs of critical ones, at each place of a word. */
    @Test
    void shouldAgreeWithASearchByByteWhateverStandsBesideABreak() {
        for (byte first : CRITICAL) {
            for (byte second : CRITICAL) {
                for (int place = 0; place < LONGEST - 1; place++) {
                    byte[] bytes = new byte[LONGEST];
                    Arrays.fill(bytes, (byte) 'x');
                    bytes[place] = first;
                    bytes[place + 1] = second;

                    requireSameAsByByte(bytes, 0, LONGEST);
                }
            }
        }
    }

    @Test
    void shouldAgreeWithASearchByByteOnManyMixtures() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(1, 48)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] =
                        random.nextInt(4) == 0 ? CRITICAL[random.nextInt(CRITICAL.length)] : (byte) random.nextInt();
            }
            int from = random.nextInt(bytes.length + 1);

            requireSameAsByByte(bytes, from, random.nextInt(from, bytes.length + 1));
        }
    }

    private static void requireSameAsByByte(byte[] bytes, int from, int to) {
        int first = from;
        while (first < to && bytes[first] != '\n') {
            first++;
        }
        byte[] expected = bytes.clone();
        for (int i = from; i < to; i++) {
            if (expected[i] == '\n' || expected[i] == '\r') {
                expected[i] = ' ';
            }
        }
        String name = Arrays.toString(bytes) + " from " + from + " to " + to;

        assertThat(LineBreaks.firstLineFeed(bytes, from, to)).as(name).isEqualTo(first);
        byte[] replaced = bytes.clone();
        LineBreaks.replace(replaced, from, to);
        assertThat(replaced).as(name).isEqualTo(expected);
    }

    /** Text without a break, with breaks before and behind it that are none of its business. */
    private static byte[] surroundedByLineFeeds(int from, int length) {
        byte[] bytes = "\n".repeat(from + length + Long.BYTES).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(bytes, from, from + length, (byte) 'x');
        return bytes;
    }
}
