package dev.venues.geo;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.venues.codec.Located;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.GeoRequest;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;
import org.asynchttpclient.RequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * One request, one response: no retries, no limits, no memory. With {@link HttpExchange} and {@link HttpClients} the
 * only code that sees the HTTP library.
 */
final class HttpGeoClient implements GeoClient {

    private static final Logger LOG = LoggerFactory.getLogger(HttpGeoClient.class);

    /** A geo API's answer with one result has a few KiB, and its nesting is shallow. */
    private static final int MAX_DEPTH = 100;

    private static final ObjectReader JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final HttpConnections http;
    private final GeoProvider provider;
    private final String baseUrl;
    private final GeoStats stats;

    private final BackgroundNameResolver resolver = new BackgroundNameResolver();

    HttpGeoClient(HttpConnections http, GeoProvider provider, GeoSettings.Provider settings, GeoStats stats) {
        this.http = http;
        this.provider = provider;
        String url = settings.url().toString();
        this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.stats = stats;
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        HttpExchange exchange = new HttpExchange();
        long start = System.nanoTime();
        try {
            RequestBuilder request = toHttp(provider.request(query));
            stats.requests.increment();
            http.send(request, exchange);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(ResponseClassifier.toFailure(e));
        }
        return exchange.response().handle((response, throwable) -> {
            AnswerClass answer =
                    throwable == null ? AnswerClass.ofStatus(response.status()) : AnswerClass.ofThrowable(throwable);
            stats.answered(answer, System.nanoTime() - start);
            try {
                if (throwable != null) {
                    throw ResponseClassifier.toFailure(throwable);
                }
                return new Located(read(response), provider.name().text(), Located.Via.API);
            } catch (GeoFailure failure) {
                stats.errors.increment();
                LOG.debug("{}: {}", failure.kind(), failure.getMessage());
                throw new CompletionException(failure);
            }
        });
    }

    private RequestBuilder toHttp(GeoRequest request) {
        RequestBuilder http =
                new RequestBuilder("GET").setUrl(baseUrl + request.path()).setNameResolver(resolver);
        request.query()
                .forEach(param -> http.addQueryParam(param.name(), param.value().reveal()));
        request.headers().forEach((name, value) -> http.setHeader(name, value.reveal()));
        return http.setHeader("Accept", "application/json");
    }

    private GeoAnswer read(HttpExchange.Response response) throws GeoFailure {
        if (response.status() != 200) {
            GeoFailure failure = GeoFailure.of(
                    ResponseClassifier.ofStatus(response.status()), "the API answered " + response.status());
            Optional<Duration> pause =
                    RetryAfter.parse(response.header("Retry-After"), response.header("Date"), Instant.now());
            throw pause.map(failure::withRetryAfter).orElse(failure);
        }
        return read(provider, response.body());
    }

    /**
     * Reads the body of an answer with status 200.
     *
     * @param body any bytes
     */
    static GeoAnswer read(GeoProvider provider, byte[] body) throws GeoFailure {
        try {
            return provider.read(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw GeoFailure.of(FailureKind.UNREADABLE, "the API's answer is not JSON");
        } catch (IOException e) {
            throw GeoFailure.of(FailureKind.UNREADABLE, "the API's answer cannot be read");
        }
    }

    /** Leaves the HTTP client open: whoever made it closes it. */
    @Override
    public void close() {
        resolver.close();
    }
}
