package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.ClientCredentials;
import dev.venues.lookup.access.Proxy;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.RecordingProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An API that wants access tokens, and the endpoint that gives them; when it is asked is in AccessTokensTest. */
class OAuth2WireTest {

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    // Tokens

    @Test
    void shouldAskWithOneTokenForAllRequests() throws Exception {
        try (TokenServer server = new TokenServer().taking("t1");
                RealClient client = RealClient.of(server.url(), credentials(server, "places:read geo"))) {
            assertAllFound(client, 50);

            assertThat(server.asked()).containsExactly("grant_type=client_credentials&scope=places%3Aread+geo");
            assertThat(server.borne()).hasSize(50).containsOnly("Bearer t1");
        }
    }

    @Test
    void shouldAskWithATokenOverHttp2() throws Exception {
        try (TokenServer tokens = new TokenServer();
                Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url(), credentials(tokens, null))) {
            assertAllFound(client, 20);

            assertThat(tokens.asked()).containsExactly("grant_type=client_credentials");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(20).allSatisfy(request -> assertThat(
                            request.headers().getAll("authorization"))
                    .hasSize(1)
                    .first()
                    .hasToString("Bearer t1"));
        }
    }

    @Test
    void shouldAskForATokenOverHttp2() throws Exception {
        try (Http2Server tokens = new Http2Server(
                        AUTHORITY.certificates(), 100, request -> request.answer(200, "{\"access_token\":\"h2\"}"));
                Http2Server api = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(api.url(), credentials(tokens.url(), null, null))) {
            assertAllFound(client, 5);

            assertThat(tokens.requests()).hasSize(1);
            assertThat(api.requests()).hasSize(5).allSatisfy(request -> assertThat(
                            request.headers().get("authorization"))
                    .hasToString("Bearer h2"));
        }
    }

    @Test
    void shouldHaveAnotherTokenOnceWhenTheApiRefusesOne() throws Exception {
        try (TokenServer server = new TokenServer().taking("t1");
                RealClient client = RealClient.of(server.url(), credentials(server, null))) {
            client.get(BERGHAIN);
            server.taking("t2");

            assertAllFound(client, 50);

            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void shouldNotAskForTokensWithoutEndWhenTheApiRefusesAll() throws Exception {
        try (TokenServer server = new TokenServer();
                RealClient client = RealClient.of(server.url(), credentials(server, null))) {
            for (int i = 0; i < 3; i++) {
                LookupFailure failure = client.failure(BERGHAIN);

                assertThat(failure.kind()).isEqualTo(FailureKind.ACCOUNT);
                assertThat(failure)
                        .hasMessage("the API answered 401 to a new access token: check venues.geo.oauth2.client-id"
                                + " and venues.geo.oauth2.scope");
            }
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void shouldSayWhatTheApiSaysOfATokenBeforeWhatToCheck() throws Exception {
        try (TokenServer server = new TokenServer().saying("{\"error\":\"wrong audience\"}");
                RealClient client = RealClient.of(server.url(), credentials(server, null))) {
            assertThat(client.failure(BERGHAIN))
                    .hasMessage("the API answered 401 to a new access token: wrong audience: check"
                            + " venues.geo.oauth2.client-id and venues.geo.oauth2.scope");
        }
    }

    @Test
    void shouldShowTheSecretInTheFormToAnEndpointThatWantsItThere() throws Exception {
        try (TokenServer server = new TokenServer().taking("t2", "t3").knowingForms();
                RealClient client = RealClient.of(server.url(), credentials(server, null))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
            server.taking("t3");
            assertThat(client.get(BERGHAIN).isFound()).isTrue();

            assertThat(server.asked())
                    .containsExactly(
                            "grant_type=client_credentials",
                            "grant_type=client_credentials&client_id=id&client_secret=s%26cret",
                            "grant_type=client_credentials&client_id=id&client_secret=s%26cret");
        }
    }

    @Test
    void shouldAskForATokenThroughTheProxy() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy();
                TokenServer server = new TokenServer().taking("t1");
                RealClient client = RealClient.of(
                        server.url(),
                        credentials(server.url(), null, new Proxy("HTTP_PROXY", "127.0.0.1", proxy.port(), null)))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();

            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST " + server.url() + "/token HTTP/1.1");
        }
    }

    // No tokens

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\"} | ACCOUNT | the token endpoint refuses us (401, invalid_client): check"
                        + " venues.geo.oauth2.client-id and venues.geo.oauth2.client-secret",
                "400 | {\"error\":\"invalid_scope\"} | ACCOUNT | the token endpoint refuses us (400, invalid_scope): check"
                        + " venues.geo.oauth2.scope",
                "403 | no JSON | ACCOUNT | the token endpoint refuses us (403): check"
                        + " venues.geo.oauth2.client-id and venues.geo.oauth2.client-secret",
                "404 | {\"error\":\"what <b>\"} | ACCOUNT | the token endpoint refuses us (404): check"
                        + " venues.geo.oauth2.token-url",
                "302 | {} | ACCOUNT | the token endpoint refuses us (302): check venues.geo.oauth2.token-url",
                "200 | {} | ACCOUNT | the token endpoint gives no access token: check venues.geo.oauth2.token-url",
                "200 | {\"access_token\":null} | ACCOUNT | the token endpoint gives no access token: check"
                        + " venues.geo.oauth2.token-url",
                "200 | <html> | ACCOUNT | the token endpoint gives no access token: check venues.geo.oauth2.token-url",
                "200 | {\"access_token\":\"a\\r\\nb\"} | ACCOUNT | the token endpoint gives no access token: check"
                        + " venues.geo.oauth2.token-url",
                "503 | {} | TRANSIENT | no access token: the token endpoint answered 503",
                "429 | {} | TRANSIENT | no access token: the token endpoint answered 429",
            })
    void shouldSayWhyThereIsNoToken(int status, String body, FailureKind kind, String why) throws Exception {
        try (TokenServer server = new TokenServer().answering(status, body);
                RealClient client = RealClient.of(server.url(), credentials(server, null))) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure).hasMessage(why);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(server.borne()).isEmpty();
        }
    }

    @Test
    void shouldSayThatTheTokenEndpointCannotBeConnectedTo() throws Exception {
        try (TokenServer server = new TokenServer();
                RealClient client = RealClient.of(server.url(), credentials("http://127.0.0.1:1", null, null))) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure)
                    .hasMessage("no access token, cannot connect to the token endpoint: check"
                            + " venues.geo.oauth2.token-url");
            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "407 Proxy Authentication Required, SETUP, wants a user and a password (407): check HTTPS_PROXY",
        "403 Forbidden, SETUP, lets nobody through to the token endpoint (403): check HTTPS_PROXY",
        "502 Bad Gateway, UNREACHABLE, does not reach the token endpoint (502): check venues.geo.oauth2.token-url",
    })
    void shouldSayThatTheProxyLetsNobodyThroughToTheTokenEndpoint(String answer, FailureKind kind, String why)
            throws Exception {
        try (RecordingProxy proxy = new RecordingProxy().refusing(answer);
                RealClient client = RealClient.of(
                        "http://127.0.0.1:1",
                        credentials(
                                "https://127.0.0.1:1",
                                null,
                                new Proxy("HTTPS_PROXY", "127.0.0.1", proxy.port(), null)))) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure).hasMessage("no access token, the proxy http://127.0.0.1:" + proxy.port() + " " + why);
            assertThat(failure.kind()).isEqualTo(kind);
        }
    }

    @Test
    void shouldSayWhomToTrustForTheTokenEndpoint() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(
                        (out, connection) -> {}, AUTHORITY.certificates().selfSigned());
                RealClient client = RealClient.of(
                        "http://127.0.0.1:1", credentials(server.url().replace("http:", "https:"), null, null))) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure)
                    .hasMessage("no access token, no trusted TLS connection to the token endpoint: its certificate is"
                            + " signed by nobody who is trusted here: check venues.geo.tls.trust-store");
            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @Test
    void shouldFailWhatWaitsForATokenWhenTheClientCloses() throws Exception {
        try (Http2Server tokens = new Http2Server(AUTHORITY.certificates(), 100, request -> {})) {
            RealClient client = RealClient.of("http://127.0.0.1:1", credentials(tokens.url(), null, null));
            CompletionStage<Answer> waiting;
            try (client) {
                waiting = client.lookUp(BERGHAIN);
                await().until(() -> tokens.requests().size() == 1
                        || waiting.toCompletableFuture().isDone());
            }

            assertThat(waiting.toCompletableFuture()).isCompletedExceptionally();
        }
    }

    @Test
    void shouldNotShowTheSecret() {
        assertThat(credentials("http://127.0.0.1:1", "s", null))
                .asString()
                .contains("id")
                .doesNotContain("s&cret");
    }

    private static Access credentials(TokenServer server, String scope) {
        return credentials(server.url(), scope, null);
    }

    private static Access credentials(String url, String scope, Proxy proxy) {
        return Access.PLAIN.withCredentials(new ClientCredentials(
                "venues.geo.oauth2", URI.create(url + "/token"), "id", new Secret("s&cret"), scope, proxy));
    }

    private static void assertAllFound(RealClient client, int times) throws Exception {
        List<CompletionStage<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(client.lookUp(new Question("venue " + i, "Berlin", "DE")));
        }
        for (CompletionStage<Answer> reply : replies) {
            assertThat(RealClient.get(reply).isFound()).isTrue();
        }
    }
}
