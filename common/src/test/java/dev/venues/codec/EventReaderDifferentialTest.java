package dev.venues.codec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scanner against Jackson, on many events that are damaged and mixed by chance: both accept or both refuse, and what
 * they read is the same to the position of each value. The same seeds give the same events.
 */
class EventReaderDifferentialTest {

    private static final int EVENTS = 60_000;

    private static final List<String> SEEDS = List.of(
            "{\"id\":\"e-17\",\"price\":12.50,\"tags\":[\"new\",\"18+\"],\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\","
                    + "\"country\":\"DE\",\"latitude\":null,\"longitude\":null}}",
            "{\"a\":[1,-2.5e3,true,false,null,\"é\\n\",{}],\"venue\":{\"name\":\"B\",\"latitude\":\"52.5\",\"longitude\":13},"
                    + "\"z\":{\"a\":[[],[[]]]}}",
            "{ \"v\\u0065nue\" : {\"name\" : \"Caf\\u00e9 \\ud83c\\udfb5 \\/\\n🎵\" , \"city\":\"  Sa\u0303o  Paulo \"} }\r\n",
            "{\"venue\":{\"name\":\"A\",\"latitude\":1,\"longitude\":1},\"venue\":{\"name\":\"B\",\"name\":\"C\",\"geo\":{}}}",
            "{\"v\":[{\"n\":\"x\",\"x\":{}},\"Rome\"],\"c\":\"Rome\",\"p\":[13.4,{\"a\":90.0}]}",
            "\ufeff {\"venue\":{\"name\":\"日本武道館\",\"country\":\"日本\",\"latitude\":90.0,\"longitude\":-1.8e2}}");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            " ",
            "\n",
            "0",
            "1",
            "-",
            "+",
            ".",
            "e",
            "E5",
            "9e9",
            "null",
            "true",
            "false",
            "\"name\":",
            "\"venue\":{",
            "\"latitude\":",
            "\"longitude\":",
            ",\"geo\":{\"x\":[]}",
            "\"v\"",
            "\\u0041",
            "\\ud83c\\udfb5",
            "\\ud800",
            "\\u00",
            "\\x",
            "é",
            "\u2003",
            "🎵",
            "\u007f",
            "{\"a\":[{}]}",
            "90",
            "180.0",
            "-90.00000000000000000001",
            "\u0000",
            "\u001f");

    private static final byte[] BYTES =
            "{}[]:,\"\\ 019e.-+ntu/\u0000\u001f\u0080\u00bf\u00c0\u00e0\u00ed\u00f0\u00f4\u00ff".getBytes(ISO_8859_1);

    private static final EventPointers ELSEWHERE =
            new EventPointers("/v/0/n", "/c", "/v/1", "/p/1/a", "/p/0", "/v/0/x/geo");

    private final JacksonOracle oracle = new JacksonOracle(EventPointers.DEFAULT);
    private final JacksonOracle elsewhere = new JacksonOracle(ELSEWHERE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldReadWhatJacksonReads(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        int written = 0;
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = damaged(random);
            DecodedEvent decoded = oracle.read(event);
            accepted += decoded != null ? 1 : 0;
            written += decoded != null && decoded.needsLookup() ? 1 : 0;
            elsewhere.read(event);
        }
        // Else the damage is too great or too small to show anything.
        assertThat(accepted).isBetween(EVENTS / 10, EVENTS * 9 / 10);
        assertThat(written).isGreaterThan(EVENTS / 20);
    }

    private static byte[] damaged(SplittableRandom random) {
        byte[] event = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
        for (int hits = random.nextInt(3); hits >= 0; hits--) {
            int at = random.nextInt(event.length + 1);
            switch (random.nextInt(6)) {
                case 0 ->
                    event = spliced(
                            event,
                            at,
                            at,
                            PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
                case 1 -> event = spliced(event, at, at, new byte[] {BYTES[random.nextInt(BYTES.length)]});
                case 2 -> event = spliced(event, at, Math.min(event.length, at + 1 + random.nextInt(3)), new byte[0]);
                case 3 -> {
                    byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
                    event = spliced(event, at, Math.min(event.length, at + piece.length), piece);
                }
                case 4 -> event = spliced(event, at, at, copied(event, random));
                default ->
                    event = spliced(
                            event,
                            Math.min(at + 1, event.length),
                            event.length,
                            random.nextBoolean()
                                    ? new byte[0]
                                    : Arrays.copyOfRange(event, Math.min(at + 1, event.length), event.length));
            }
        }
        return event;
    }

    private static byte[] copied(byte[] event, SplittableRandom random) {
        int start = random.nextInt(event.length + 1);
        return Arrays.copyOfRange(event, start, Math.min(event.length, start + random.nextInt(40)));
    }

    private static byte[] spliced(byte[] event, int start, int end, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + piece.length);
        out.write(event, 0, start);
        out.writeBytes(piece);
        out.write(event, end, event.length - end);
        return out.toByteArray();
    }
}
