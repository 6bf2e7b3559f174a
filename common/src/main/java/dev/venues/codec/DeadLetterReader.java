package dev.venues.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads what {@link DeadLetterJson} writes. Members that it does not know are passed over; of those that it knows none
 * may be missing but the payload, or stand there twice.
 */
public final class DeadLetterReader {

    /** What Kinesis allows, in characters. A letter with a longer one could never leave for a stream. */
    private static final int MAX_PARTITION_KEY = 256;

    /** Of the largest int. */
    private static final int MAX_DIGITS = 10;

    private static final Set<String> TEXTS = Set.of("reason", "detail", "failedAt", "payload", "payloadBase64");
    private static final Set<String> ORIGIN_TEXTS = Set.of("stream", "shard", "sequence", "partitionKey", "file");

    // The length of the letter bounds the length of all that is in it.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(EventCodec.MAX_DEPTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Map<String, String> texts = new HashMap<>();
    private Integer attempts;
    private Map<String, String> origin;

    private DeadLetterReader() {}

    /**
     * Reads one dead letter.
     *
     * @return its payload is null if it was left out ({@link DeadLetterJson#write(DeadLetter, int)})
     * @throws UnreadableLetterException for everything else that the bytes may be
     */
    public static DeadLetter read(byte[] letter) throws UnreadableLetterException {
        int invalid = Utf8.firstInvalid(letter);
        if (invalid >= 0) {
            throw new UnreadableLetterException("not UTF-8 at byte " + invalid);
        }
        // From a text: of bytes Jackson would guess the encoding.
        try (JsonParser parser = JSON.createParser(new String(letter, StandardCharsets.UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableLetterException("not a JSON object");
            }
            DeadLetterReader reader = new DeadLetterReader();
            reader.readMembers(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableLetterException("something follows the object");
            }
            return reader.letter();
        } catch (JsonProcessingException e) {
            throw new UnreadableLetterException(
                    "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new UnreadableLetterException("not JSON: it cannot be read");
        }
    }

    private void readMembers(JsonParser parser) throws IOException, UnreadableLetterException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (TEXTS.contains(name)) {
                putOnce(texts, name, text(parser, name));
            } else if (name.equals("attempts")) {
                requireFirst(attempts, name);
                attempts = wholeNumber(parser, name);
            } else if (name.equals("origin")) {
                requireFirst(origin, name);
                origin = origin(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Map<String, String> origin(JsonParser parser) throws IOException, UnreadableLetterException {
        if (!parser.isExpectedStartObjectToken()) {
            throw new UnreadableLetterException("origin is not an object");
        }
        Map<String, String> origin = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (ORIGIN_TEXTS.contains(name)) {
                putOnce(origin, name, text(parser, "origin." + name));
            } else {
                parser.skipChildren();
            }
        }
        return origin;
    }

    private DeadLetter letter() throws UnreadableLetterException {
        Reason reason;
        Instant failedAt;
        try {
            reason = Reason.of(required(texts, "reason"));
            failedAt = Instant.parse(required(texts, "failedAt"));
        } catch (DateTimeParseException e) {
            throw new UnreadableLetterException("failedAt is no instant");
        } catch (IllegalArgumentException e) {
            throw new UnreadableLetterException("reason is none that is known");
        }
        String detail = required(texts, "detail");
        if (attempts == null || origin == null) {
            throw new UnreadableLetterException((attempts == null ? "attempts" : "origin") + " is missing");
        }
        return new DeadLetter(reason, detail, attempts, failedAt, readOrigin(), payload());
    }

    private Origin readOrigin() throws UnreadableLetterException {
        if (origin.containsKey("file")) {
            if (origin.size() > 1) {
                throw new UnreadableLetterException("origin is both a file and a stream");
            }
            return Origin.file(origin.get("file"));
        }
        String key = required(origin, "partitionKey");
        if (key.codePointCount(0, key.length()) > MAX_PARTITION_KEY) {
            throw new UnreadableLetterException(
                    "origin.partitionKey has more than " + MAX_PARTITION_KEY + " characters");
        }
        return Origin.kinesis(required(origin, "stream"), required(origin, "shard"), required(origin, "sequence"), key);
    }

    private byte[] payload() throws UnreadableLetterException {
        String text = texts.get("payload");
        String base64 = texts.get("payloadBase64");
        if (text != null && base64 != null) {
            throw new UnreadableLetterException("it has both payload and payloadBase64");
        }
        if (text != null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return base64 == null ? null : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnreadableLetterException("payloadBase64 is not base64");
        }
    }

    private static String text(JsonParser parser, String name) throws IOException, UnreadableLetterException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new UnreadableLetterException(name + " is not a string");
        }
        String text = parser.getText();
        if (Utf8.hasLoneSurrogate(text)) {
            throw new UnreadableLetterException(name + " has half a surrogate pair");
        }
        return text;
    }

    private static int wholeNumber(JsonParser parser, String name) throws IOException, UnreadableLetterException {
        // Not one of a million digits, which would take its time to become a number.
        boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getTextLength() <= MAX_DIGITS
                && parser.getNumberType() == JsonParser.NumberType.INT;
        if (!fits || parser.getIntValue() < 0) {
            throw new UnreadableLetterException(name + " is not a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return parser.getIntValue();
    }

    private static void putOnce(Map<String, String> members, String name, String value)
            throws UnreadableLetterException {
        requireFirst(members.put(name, value), name);
    }

    private static void requireFirst(Object before, String name) throws UnreadableLetterException {
        if (before != null) {
            throw new UnreadableLetterException(name + " stands there twice");
        }
    }

    private static String required(Map<String, String> members, String name) throws UnreadableLetterException {
        String value = members.get(name);
        if (value == null) {
            throw new UnreadableLetterException(name + " is missing");
        }
        return value;
    }
}
