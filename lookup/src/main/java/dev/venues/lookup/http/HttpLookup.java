package dev.venues.lookup.http;

import dev.venues.lookup.AnswerClass;
import dev.venues.lookup.Clocks;
import dev.venues.lookup.Endpoint;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Extras;
import dev.venues.lookup.access.Proxy;
import dev.venues.lookup.log.RateLimitedLog;
import org.asynchttpclient.RequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * One request, one response: no retries, no limits, no memory. With {@link HttpExchange}, {@link HttpConnections} and
 * {@link HttpClients} the only code that sees the HTTP library.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class HttpLookup<Q, A> implements Lookup<Q, A> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpLookup.class);

    private static final RateLimitedLog UNEXPECTED = RateLimitedLog.errors(LOG);

    private static final int OK = 200;

    private final HttpConnections http;
    private final Endpoint<Q, A> endpoint;
    private final String baseUrl;
    private final Extras extras;
    private final Proxy proxy;
    private final Clocks clocks;
    private final LookupCounters counters;

    /**
     * @param http stays open: whoever made it closes it
     */
    public HttpLookup(HttpConnections http, Endpoint<Q, A> endpoint, URI url, LookupCounters counters) {
        this.http = http;
        this.endpoint = endpoint;
        String text = url.toString();
        this.baseUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.extras = http.target().access().extras();
        this.proxy = http.target().access().proxy();
        this.clocks = http.clocks();
        this.counters = counters;
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        HttpExchange exchange = new HttpExchange(proxy);
        long start = clocks.nanoTime().getAsLong();
        try {
            RequestBuilder request = toHttp(endpoint.request(query));
            counters.countRequest();
            http.send(request, exchange);
        } catch (RuntimeException | Error e) {
            UNEXPECTED.line("The endpoint cannot make a request", e);
            return CompletableFuture.failedFuture(Failures.toFailure(e));
        }
        return exchange.response().handle((response, throwable) -> {
            AnswerClass answer =
                    throwable == null ? AnswerClass.ofStatus(response.status()) : AnswerClass.ofThrowable(throwable);
            counters.answered(answer, clocks.nanoTime().getAsLong() - start);
            try {
                if (throwable != null) {
                    throw Failures.toFailure(throwable);
                }
                return read(response);
            } catch (LookupFailure failure) {
                counters.countError();
                LOG.debug("{}: {}", failure.kind(), failure.getMessage());
                throw new CompletionException(failure);
            } catch (RuntimeException | Error e) {
                counters.countError();
                UNEXPECTED.line("The endpoint cannot read an answer", e);
                throw e;
            }
        });
    }

    private RequestBuilder toHttp(Request request) {
        RequestBuilder builder =
                new RequestBuilder("GET").setUrl(baseUrl + request.path()).setHeader("Accept", "application/json");
        add(request.query(), request.headers(), builder);
        add(extras.query(), extras.headers(), builder);
        return builder;
    }

    private static void add(List<Request.Param> query, Map<String, Secret> headers, RequestBuilder builder) {
        query.forEach(param -> builder.addQueryParam(param.name(), param.value().reveal()));
        headers.forEach((name, value) -> builder.setHeader(name, value.reveal()));
    }

    private A read(Response response) throws LookupFailure {
        if (response.status() != OK) {
            LookupFailure failure =
                    LookupFailure.of(Failures.ofStatus(response.status()), "the API answered " + response.status());
            Optional<Duration> pause = RetryAfter.parse(
                    response.header("Retry-After"),
                    response.header("Date"),
                    clocks.wall().instant());
            throw pause.map(failure::withRetryAfter).orElse(failure);
        }
        A answer;
        try {
            answer = endpoint.read(response);
        } catch (LookupFailure failure) {
            throw failure.as(failure.kind().inAnAnswer());
        }
        if (answer == null) {
            throw LookupFailure.of(FailureKind.UNREADABLE, "the API's answer was read as none");
        }
        return answer;
    }

    @Override
    public void close() {
        // Whoever made the connections closes them.
    }
}
