package dev.venues.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.venues.model.DeadLetter;
import dev.venues.model.Origin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Dead letters as JSON, one object each: {@code
 * {"reason","detail","attempts","failedAt","origin":{…},"payload"}}, with {@code payloadBase64} where the original
 * bytes are not UTF-8. {@link DeadLetterReader} reads them.
 */
public final class DeadLetterJson {

    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetterJson() {}

    public static byte[] write(DeadLetter letter) {
        return write(letter, letter.detail(), letter.payload() != null);
    }

    /**
     * Writes a dead letter for a medium with a limit. One that would pass it loses as much of its detail as it must; if that
     * is not enough it goes without its payload instead, and says so: the original still stands at its origin, which the
     * letter names.
     *
     * @param maxBytes the limit; the letter without its payload is taken to fit
     */
    public static byte[] write(DeadLetter letter, int maxBytes) {
        byte[] whole = write(letter);
        if (whole.length <= maxBytes || letter.payload() == null) {
            return whole;
        }
        // A letter that fitted once must fit again after a replay that failed for a reason of more words.
        int over = whole.length - maxBytes;
        if (over <= letter.detail().length()) {
            return write(letter, withoutEnd(letter.detail(), over), true);
        }
        String detail = letter.detail() + " (payload of " + letter.payload().length
                + " bytes left out: with it the dead letter would pass the limit of " + maxBytes + " bytes)";
        return write(letter, detail, false);
    }

    /** Every character has a byte or more in JSON; half a surrogate pair must not stay behind. */
    private static String withoutEnd(String text, int chars) {
        int length = text.length() - chars;
        boolean splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }

    private static byte[] write(DeadLetter letter, String detail, boolean withPayload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(withPayload ? letter.payload().length + 512 : 512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.mappedFeature());
            json.writeStartObject();
            json.writeStringField("reason", letter.reason().text());
            json.writeStringField("detail", detail);
            json.writeNumberField("attempts", letter.attempts());
            json.writeStringField("failedAt", letter.failedAt().toString());
            json.writeObjectFieldStart("origin");
            writeOrigin(json, letter.origin());
            json.writeEndObject();
            if (withPayload && Utf8.firstInvalid(letter.payload()) < 0) {
                json.writeStringField("payload", new String(letter.payload(), StandardCharsets.UTF_8));
            } else if (withPayload) {
                json.writeFieldName("payloadBase64");
                json.writeBinary(letter.payload());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: it is written to memory", e);
        }
        return out.toByteArray();
    }

    private static void writeOrigin(JsonGenerator json, Origin origin) throws IOException {
        if (origin.file() != null) {
            json.writeStringField("file", origin.file());
            return;
        }
        json.writeStringField("stream", origin.stream());
        json.writeStringField("shard", origin.shard());
        json.writeStringField("sequence", origin.sequence());
        json.writeStringField("partitionKey", origin.partitionKey());
    }
}
