package dev.venues.lookup;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A response that arrived whole. Immutable. */
public final class Response {

    /** More of a body is not read: an API's answer to one query has a few KiB. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    /** More of its headers is not read. */
    public static final int MAX_HEADER_BYTES = 64 << 10;

    /** Its nesting is shallow. */
    private static final int MAX_DEPTH = 100;

    static final ObjectReader JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final int status;
    private final UnaryOperator<String> headers;
    private final byte[] body;
    private final Asked asked;

    /** Worked out when a failure needs them, which asks several times; whoever comes at the same time has the same. */
    private String words;

    /**
     * A response of which it is not known yet what it answers.
     *
     * @param status of HTTP
     * @param headers a header's first value by its name, in any case; null if it is not there
     * @param body after decompression, at most {@link #MAX_BODY_BYTES}; not written to
     */
    public Response(int status, UnaryOperator<String> headers, byte[] body) {
        this(status, headers, body, Asked.NOTHING);
    }

    private Response(int status, UnaryOperator<String> headers, byte[] body, Asked asked) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.asked = asked;
    }

    /** A response with status 200, for tests of endpoints. */
    public static Response ok(byte[] body) {
        return of(200, body);
    }

    /** A response without headers, for tests of endpoints. */
    public static Response of(int status, byte[] body) {
        return new Response(status, name -> null, body);
    }

    /** The same response, as an answer to this. */
    public Response to(Asked request) {
        return new Response(status, headers, body, request);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** A header's first value by its name, in any case; null if it is not there. */
    public UnaryOperator<String> headers() {
        return headers;
    }

    /** After decompression; not to be written to. */
    public byte[] body() {
        return body;
    }

    /** What it answers. */
    public Asked asked() {
        return asked;
    }

    /** A header's first value, null if it is not there. */
    public String header(String name) {
        return headers.apply(name);
    }

    /**
     * What the API says of a failure, for a message: one line of at most 200 characters, without the secrets of the request
     * and the queries of URLs. It may hold what was asked.
     *
     * @return empty if the body holds no words in a known shape
     */
    public String words() {
        String known = words;
        if (known == null) {
            known = ErrorWords.of(body, asked::hide);
            words = known;
        }
        return known;
    }

    /** The body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON.
     *
     * @throws LookupFailure if it is none
     */
    public JsonNode json() throws LookupFailure {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw LookupFailure.of(FailureKind.UNREADABLE, "the API's answer is not JSON");
        } catch (IOException e) {
            throw LookupFailure.of(FailureKind.UNREADABLE, "the API's answer cannot be read");
        }
    }

    /** The body as JSON; a missing node if it is none. */
    public JsonNode jsonOrMissing() {
        try {
            return json();
        } catch (LookupFailure e) {
            return MissingNode.getInstance();
        }
    }
}
