package dev.venues.codec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Origin;
import dev.venues.model.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The schemas in {@code docs} take what the codec writes, and nothing that is damaged. */
class PublishedSchemaTest {

    private static final String EVENT = "{\"venue\":{\"name\":\"Berghain\",\"latitude\":null},\"price\":12.50}";
    private static final GeoAnswer BERGHAIN =
            new GeoAnswer.Found(new Place("4b", "Berghain", 52.511, 13.443, "Am Wriezener Bahnhof"));
    private static final GeoAnswer NAMELESS = new GeoAnswer.Found(new Place(null, null, -90, 5.0E-5, null));

    private static final Origin KINESIS = Origin.kinesis("events", "shardId-000000000000", "4961", "a");
    private static final Origin FILE = Origin.file("in/a.jsonl");
    private static final byte[] NO_UTF_8 = {'{', (byte) 0xff, 0, '}'};

    static Stream<String> events() throws EventRejectedException {
        Stream.Builder<String> written = Stream.builder();
        for (String event : List.of(
                EVENT,
                "{\"venue\":{\"name\":\"a\",\"geo\":[7]}}",
                "{\"venue\":{\"name\":\"é 🎵\"},\"note\":\"\\ud83d\"}")) {
            for (GeoAnswer answer : List.of(BERGHAIN, NAMELESS, new GeoAnswer.NotFound())) {
                for (Located.Via via : Located.Via.values()) {
                    written.add(located(event, new Located(answer, "foursquare", via)));
                }
            }
        }
        return written.build();
    }

    private static String located(String event, Located result) throws EventRejectedException {
        EventCodec codec = new EventCodec(EventPointers.DEFAULT);
        byte[] bytes = event.getBytes(UTF_8);
        return new String(codec.encode(bytes, codec.decode(bytes), result), UTF_8);
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldTakeEveryEventThatTheCodecWrites(String event) {
        assertThat(PublishedSchema.EVENT.problems(event)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/venue/geo/score 1",
                "/venue/geo/outcome -",
                "/venue/geo/outcome \"doubtful\"",
                "/venue/geo/outcome \"not-found\"",
                "/venue/geo/placeId 7",
                "/venue/geo/name \"\"",
                "/venue/geo/address null",
                "/venue/geo/provider -",
                "/venue/geo/provider \"Foursquare\"",
                "/venue/geo/via -",
                "/venue/geo/via \"disk\"",
                "/venue/geo \"found\"",
                "/venue/latitude -",
                "/venue/latitude null",
                "/venue/latitude \"52.5\"",
                "/venue/longitude 180.1",
            })
    void shouldRefuseADamagedEvent(String pointer, String value) throws Exception {
        String whole = located(EVENT, new Located(BERGHAIN, "foursquare", Located.Via.API));

        assertThat(PublishedSchema.EVENT.problems(damaged(whole, pointer, value)))
                .isNotEmpty();
    }

    static Stream<byte[]> deadLetters() {
        byte[] text = "\n".repeat(2_000).getBytes(UTF_8);
        DeadLetter large = new DeadLetter(Reason.TOO_LARGE, "too large", 0, Instant.EPOCH, KINESIS, text);
        int exactly = DeadLetterJson.write(large).length;
        return Stream.concat(
                Stream.of(Reason.values())
                        .flatMap(reason -> Stream.of(
                                new DeadLetter(reason, "why", 3, Instant.now(), KINESIS, NO_UTF_8),
                                new DeadLetter(reason, "why", 0, Instant.EPOCH, FILE, "{".getBytes(UTF_8)),
                                new DeadLetter(reason, "why", Integer.MAX_VALUE, Instant.EPOCH, FILE, new byte[0])))
                        .map(DeadLetterJson::write),
                Stream.of(exactly - 1, exactly - "too large".length(), exactly - "too large".length() - 1)
                        .map(limit -> DeadLetterJson.write(large, limit)));
    }

    @ParameterizedTest
    @MethodSource("deadLetters")
    void shouldTakeEveryDeadLetterThatTheCodecWrites(byte[] letter) {
        assertThat(PublishedSchema.DEAD_LETTER.problems(new String(letter, UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/key 1",
                "/reason \"lost\"",
                "/reason -",
                "/detail -",
                "/attempts -1",
                "/attempts 1.5",
                "/attempts 2147483648",
                "/failedAt \"2026-11-01T12:00:00\"",
                "/failedAt 0",
                "/origin -",
                "/origin/file \"a.jsonl\"",
                "/origin/shard -",
                "/origin/partitionKey null",
                "/payload \"{}\"",
                "/payloadBase64 -",
                "/payloadBase64 \"{}\"",
            })
    void shouldRefuseADamagedDeadLetter(String pointer, String value) throws Exception {
        DeadLetter letter = new DeadLetter(Reason.FAILED, "why", 3, Instant.EPOCH, KINESIS, NO_UTF_8);

        assertThat(PublishedSchema.DEAD_LETTER.problems(
                        damaged(new String(DeadLetterJson.write(letter), UTF_8), pointer, value)))
                .isNotEmpty();
    }

    /** The same with another value at one place; without one there for a dash. */
    private static String damaged(String json, String pointer, String value) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = (ObjectNode) mapper.readTree(json);
        JsonPointer place = JsonPointer.compile(pointer);
        ObjectNode parent = (ObjectNode) root.at(place.head());
        if (value.equals("-")) {
            parent.remove(place.last().getMatchingProperty());
        } else {
            parent.set(place.last().getMatchingProperty(), mapper.readTree(value));
        }
        return root.toString();
    }
}
