package dev.venues.replay;

import dev.venues.codec.DeadLetterJson;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;

import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Dead letters for tests; each number makes another one. */
final class GivenLetters {

    private GivenLetters() {}

    static byte[] letter(int number) {
        return letter(number, Reason.FAILED);
    }

    static byte[] letter(int number, Reason reason) {
        return DeadLetterJson.write(letter(reason, ("{\"id\":" + number + "}").getBytes(UTF_8)));
    }

    static DeadLetter letter(Reason reason, byte[] payload) {
        return new DeadLetter(
                reason, "no answer", 2, Instant.parse("2026-11-01T12:00:00Z"), Origin.file("in.jsonl"), payload);
    }

    static String line(int number) {
        return new String(letter(number), UTF_8);
    }
}
