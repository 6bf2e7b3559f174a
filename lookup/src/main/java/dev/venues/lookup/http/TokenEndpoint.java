package dev.venues.lookup.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.ClientCredentials;
import org.asynchttpclient.RequestBuilder;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Asks for access tokens (RFC 6749, section 4.4). The client shows its secret in a header, as every server has to take it; to one
 * that does not, in the form from then on.
 */
final class TokenEndpoint {

    /** Where the endpoint does not say how long a token is good; a refusal tells. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final ClientCredentials with;
    private final OtherServers servers;
    private volatile boolean secretInForm;

    TokenEndpoint(ClientCredentials with, OtherServers servers) {
        this.with = with;
        this.servers = servers;
    }

    /** A new token, or a {@link LookupFailure} that names what to check. */
    CompletionStage<AccessTokens.Grant> ask() {
        boolean inForm = secretInForm;
        return servers.send(request(inForm), with.proxy())
                .thenCompose(response -> {
                    if (inForm || !refusesClient(response)) {
                        return CompletableFuture.completedFuture(response);
                    }
                    return servers.send(request(true), with.proxy()).thenApply(second -> {
                        secretInForm = second.status() == OK;
                        return second.status() == OK ? second : response;
                    });
                })
                .handle((response, throwable) -> {
                    try {
                        if (throwable != null) {
                            throw unreached(Failures.toFailure(throwable));
                        }
                        return read(response);
                    } catch (LookupFailure failure) {
                        throw new CompletionException(failure);
                    }
                });
    }

    private RequestBuilder request(boolean inForm) {
        RequestBuilder request = new RequestBuilder("POST")
                .setUrl(with.tokenUrl().toString())
                .setHeader("Accept", "application/json")
                .addFormParam("grant_type", "client_credentials");
        if (with.scope() != null) {
            request.addFormParam("scope", with.scope());
        }
        if (inForm) {
            request.addFormParam("client_id", with.clientId())
                    .addFormParam("client_secret", with.clientSecret().reveal());
        } else {
            String both =
                    encoded(with.clientId()) + ":" + encoded(with.clientSecret().reveal());
            request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
        }
        return request;
    }

    /** RFC 6749, section 2.3.1. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static boolean refusesClient(Response response) {
        return response.status() == UNAUTHORIZED || response.status() == BAD_REQUEST;
    }

    private AccessTokens.Grant read(Response response) throws LookupFailure {
        if (response.status() != OK) {
            throw refused(response);
        }
        JsonNode answer = response.jsonOrMissing();
        String token = answer.path("access_token").textValue();
        // It goes into a header.
        if (token == null || !token.matches("[!-~]+")) {
            throw LookupFailure.of(
                    FailureKind.ACCOUNT,
                    "the token endpoint gives no access token: check " + with.setting() + ".token-url");
        }
        long seconds = answer.path("expires_in").asLong();
        return new AccessTokens.Grant(
                new Secret(token), seconds <= 0 ? USUAL_LIFE : Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
    }

    private LookupFailure refused(Response response) {
        int status = response.status();
        FailureKind kind = Failures.ofStatus(status);
        if (kind == FailureKind.TRANSIENT || kind == FailureKind.THROTTLED) {
            return LookupFailure.of(FailureKind.TRANSIENT, "no access token: the token endpoint answered " + status);
        }
        String error = response.jsonOrMissing().path("error").asText();
        String said = error.matches("[a-z_]{1,40}") ? status + ", " + error : Integer.toString(status);
        return LookupFailure.of(
                FailureKind.ACCOUNT, "the token endpoint refuses us (" + said + "): check " + suspect(status, error));
    }

    private String suspect(int status, String error) {
        String setting = with.setting();
        if (error.equals("invalid_scope")) {
            return setting + ".scope";
        }
        return status == BAD_REQUEST || status == UNAUTHORIZED || status == FORBIDDEN
                ? setting + ".client-id and " + setting + ".client-secret"
                : setting + ".token-url";
    }

    private LookupFailure unreached(LookupFailure failure) {
        FailureKind kind = failure.kind();
        if (kind == FailureKind.CLOSED || kind == FailureKind.ACCOUNT) {
            return failure;
        }
        String why = failure.getMessage().replace("the API", "the token endpoint");
        String check = why.contains(": check ") ? "" : ": check " + suspect(why);
        boolean kept = kind == FailureKind.UNREACHABLE || kind == FailureKind.SETUP;
        return LookupFailure.of(kept ? kind : FailureKind.TRANSIENT, "no access token, " + why + check);
    }

    private String suspect(String why) {
        String tls = with.setting().replaceFirst("[^.]*$", "tls.");
        if (why.contains("signed by nobody")) {
            return tls + "trust-store";
        }
        return why.contains("certificate of ours") ? tls + "key-store" : with.setting() + ".token-url";
    }
}
