package dev.venues.lookup.http;

import dev.venues.lookup.AnswerClass;
import dev.venues.lookup.Asked;
import dev.venues.lookup.Clocks;
import dev.venues.lookup.Endpoint;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
import dev.venues.lookup.access.ClientCredentials;
import dev.venues.lookup.access.Extras;
import dev.venues.lookup.log.RateLimitedLog;
import org.asynchttpclient.RequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One request, one response: no retries, no limits, no memory. The HTTP library is seen in this package only.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class HttpLookup<Q, A> implements Lookup<Q, A> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpLookup.class);

    private static final RateLimitedLog UNEXPECTED = RateLimitedLog.errors(LOG);

    private static final int UNAUTHORIZED = 401;

    private final Function<RequestBuilder, CompletableFuture<Response>> api;
    private final Endpoint<Q, A> endpoint;
    private final URI url;
    private final String baseUrl;
    private final Extras extras;

    /** Null where requests carry no token. */
    private final ClientCredentials credentials;

    private final Clocks clocks;
    private final LookupCounters counters;

    /**
     * @param http stays open: whoever made it closes it
     */
    public HttpLookup(HttpConnections http, Endpoint<Q, A> endpoint, URI url, LookupCounters counters) {
        this.endpoint = endpoint;
        this.url = url;
        String text = url.toString();
        this.baseUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.extras = http.target().access().extras();
        this.credentials = http.target().access().credentials();
        this.api = credentials == null
                ? http::ask
                : new TokenBearer(
                        new AccessTokens(
                                new TokenEndpoint(credentials, http.others())::ask,
                                http.clocks().nanoTime()),
                        http::ask)::ask;
        this.clocks = http.clocks();
        this.counters = counters;
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        long start = clocks.nanoTime().getAsLong();
        Request request;
        CompletableFuture<Response> response;
        try {
            request = withExtras(endpoint.request(query));
            RequestBuilder sent = toHttp(request);
            counters.countRequest();
            response = api.apply(sent);
        } catch (RuntimeException | Error e) {
            UNEXPECTED.line("The endpoint cannot make a request", e);
            return CompletableFuture.failedFuture(Failures.toFailure(e));
        }
        return response.handle((whole, throwable) -> {
            AnswerClass answer =
                    throwable == null ? AnswerClass.ofStatus(whole.status()) : AnswerClass.ofThrowable(throwable);
            counters.answered(answer, clocks.nanoTime().getAsLong() - start);
            try {
                if (throwable != null) {
                    throw Failures.toFailure(throwable);
                }
                return read(whole.to(Asked.of(url, request).and(whole.asked())));
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

    private Request withExtras(Request asked) {
        if (extras.equals(Extras.NONE)) {
            return asked;
        }
        Map<String, Request.Value> headers = new HashMap<>(asked.headers());
        headers.keySet().removeIf(name -> extras.headers().keySet().stream().anyMatch(name::equalsIgnoreCase));
        headers.putAll(extras.headers());
        List<Request.Param> params = new ArrayList<>(asked.query());
        params.addAll(extras.query());
        return new Request(asked.path(), params, headers);
    }

    private RequestBuilder toHttp(Request request) {
        RequestBuilder builder =
                new RequestBuilder("GET").setUrl(baseUrl + request.path()).setHeader("Accept", "application/json");
        request.query()
                .forEach(param ->
                        builder.addQueryParam(param.name(), param.value().reveal()));
        request.headers().forEach((name, value) -> builder.setHeader(name, value.reveal()));
        return builder;
    }

    private A read(Response response) throws LookupFailure {
        A answer;
        try {
            answer = Failures.bringsAnswer(response.status()) ? endpoint.read(response) : endpoint.readOther(response);
        } catch (LookupFailure failure) {
            throw received(failure, response);
        }
        if (answer == null) {
            throw LookupFailure.of(FailureKind.UNREADABLE, "the API's answer was read as none");
        }
        return answer;
    }

    /** A failure that an endpoint read, with what its headers say, and without what its words must not. */
    private LookupFailure received(LookupFailure read, Response response) {
        LookupFailure failure = read.as(read.kind().inAnAnswer())
                .withMessage(whatToCheck(response.status(), response.asked().hide(read.getMessage())));
        FailureLog.SHARED.tell(failure, response.words());
        Optional<Duration> pause = RequestedPause.of(
                response.headers(),
                failure.kind() == FailureKind.THROTTLED,
                clocks.wall().instant());
        return failure.retryAfter().isPresent() || pause.isEmpty() ? failure : failure.withRetryAfter(pause.get());
    }

    /** Where there is a token, others than the API's key decide. */
    private String whatToCheck(int status, String message) {
        if (status != UNAUTHORIZED || credentials == null) {
            return message;
        }
        return message.replaceFirst("^the API answered 401\\b", "$0 to a new access token") + ": check "
                + credentials.setting() + ".client-id and " + credentials.setting() + ".scope";
    }

    @Override
    public void close() {
        // Whoever made the connections closes them.
    }
}
