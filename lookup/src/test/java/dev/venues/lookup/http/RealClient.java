package dev.venues.lookup.http;

import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The real HTTP client, pointed at a server of a test: one request per question, no second attempt. */
final class RealClient implements AutoCloseable {

    static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");
    static final String BERGHAINS_PLACE = "{\"fsq_place_id\":\"4b\",\"name\":\"Berghain\",\"latitude\":52.5111,"
            + "\"longitude\":13.443,\"location\":{}}";
    static final String FOUND = "{\"results\":[" + BERGHAINS_PLACE + "]}";

    /** Long enough never to matter where a test is about something else. */
    private static final Duration AMPLE = Duration.ofSeconds(30);

    /** Bounds the connections at twice as many. */
    static final int IN_FLIGHT = 200;

    private final HttpConnections http;
    private final Lookup<Question, Answer> client;

    private RealClient(String url, Duration requestTimeout, boolean http2, Access access) {
        LookupOptions options = LookupOptions.builder()
                .requestTimeout(requestTimeout)
                .http2(http2)
                .build();
        this.http = HttpClients.open(
                new HttpClients.Target(URI.create(url), "venues/1.0", access), options.calls(), () -> IN_FLIGHT);
        PlacesEndpoint api = new PlacesEndpoint();
        this.client = new HttpLookup<>(http, api, URI.create(url), new LookupCounters());
    }

    static RealClient of(String url) {
        return new RealClient(url, AMPLE, true, Access.PLAIN);
    }

    static RealClient withTimeout(String url, Duration requestTimeout) {
        return new RealClient(url, requestTimeout, true, Access.PLAIN);
    }

    static RealClient withoutHttp2(String url) {
        return new RealClient(url, AMPLE, false, Access.PLAIN);
    }

    static RealClient of(String url, Access access) {
        return new RealClient(url, AMPLE, true, access);
    }

    static RealClient withoutHttp2(String url, Access access) {
        return new RealClient(url, AMPLE, false, access);
    }

    int openConnections() {
        return http.open();
    }

    CompletionStage<Answer> lookUp(Question query) {
        return client.lookUp(query);
    }

    Answer get(Question query) throws Exception {
        return get(lookUp(query));
    }

    static Answer get(CompletionStage<Answer> reply) throws Exception {
        return reply.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    LookupFailure failure(Question query) throws Exception {
        try {
            throw new AssertionError("no failure but " + get(query));
        } catch (ExecutionException e) {
            return (LookupFailure) e.getCause();
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
