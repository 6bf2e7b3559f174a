package dev.venues.lookup.http;

import dev.venues.lookup.Asked;
import dev.venues.lookup.Response;
import org.asynchttpclient.RequestBuilder;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Asks the API with an access token; once more with another, if it refuses that one. */
final class TokenBearer {

    private static final int UNAUTHORIZED = 401;

    private final AccessTokens tokens;
    private final Function<RequestBuilder, CompletableFuture<Response>> api;

    /**
     * @param api sends a request
     */
    TokenBearer(AccessTokens tokens, Function<RequestBuilder, CompletableFuture<Response>> api) {
        this.tokens = tokens;
        this.api = api;
    }

    /** Completes with the API's answer, or with what stood in its way: there may be no token. */
    CompletableFuture<Response> ask(RequestBuilder request) {
        return tokens.current()
                .thenCompose(token -> ask(request, token).thenCompose(response -> {
                    CompletionStage<AccessTokens.Token> another = isRefusal(response) ? tokens.after(token) : null;
                    return another == null
                            ? CompletableFuture.completedFuture(response)
                            : another.thenCompose(fresh -> ask(request, fresh));
                }))
                .toCompletableFuture();
    }

    private CompletionStage<Response> ask(RequestBuilder request, AccessTokens.Token token) {
        return api.apply(request.setHeader(
                        "Authorization", "Bearer " + token.value().reveal()))
                .thenApply(response -> response.to(Asked.with(token.value())));
    }

    private static boolean isRefusal(Response response) {
        return response.status() == UNAUTHORIZED;
    }
}
