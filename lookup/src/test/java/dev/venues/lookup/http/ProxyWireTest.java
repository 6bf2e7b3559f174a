package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.Proxy;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.RecordingProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The way through a company's proxy, and what is said of one that lets nobody through. */
class ProxyWireTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;

    /** {@code alice:s3cret}, as the header has it. */
    private static final String ALICE = "Basic YWxpY2U6czNjcmV0";

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    // Through it

    @Test
    void shouldTunnelToAnHttpsApi() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy();
                MisbehavingServer server = https();
                RealClient client = RealClient.of(url(server), through(proxy, null))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
            assertThat(client.get(BERGHAIN).isFound()).isTrue();

            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT " + url(server).substring("https://".length()) + " HTTP/1.1\r\n")
                    .doesNotContain("k3y");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void shouldShareATunnelOverHttp2() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy();
                Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url(), through(proxy, null))) {
            List<CompletionStage<Answer>> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                replies.add(client.lookUp(new Question("venue " + i, "Berlin", "DE")));
            }
            for (CompletionStage<Answer> reply : replies) {
                assertThat(RealClient.get(reply).isFound()).isTrue();
            }

            assertThat(server.requests()).hasSize(50);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void shouldHaveAnHttpApiAskedByTheProxy() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy();
                MisbehavingServer server = MisbehavingServer.saying(ANSWER);
                RealClient client = RealClient.of(server.url().replace("127.0.0.1", "geo_api"), through(proxy, null))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();

            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "GET " + server.url().replace("127.0.0.1", "geo_api") + "/places/search?query=Berghain");
        }
    }

    @Test
    void shouldShowItsCredentialsToTheProxyOnly() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy().wanting(ALICE);
                MisbehavingServer server = https();
                RealClient client = RealClient.of(url(server), through(proxy, "alice:s3cret"))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();

            assertThat(proxy.requests()).hasSize(1);
            assertThat(server.requests().get(0)).doesNotContainIgnoringCase("proxy-authorization");
        }
    }

    @Test
    void shouldShowItsCredentialsToAProxyThatForwards() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy().wanting(ALICE);
                MisbehavingServer server = MisbehavingServer.saying(ANSWER);
                RealClient client = RealClient.of(server.url(), through(proxy, "alice:s3cret"))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
            assertThat(client.get(BERGHAIN).isFound()).isTrue();

            assertThat(proxy.requests()).allMatch(request -> request.split("(?i)proxy-authorization: ").length == 2);
        }
    }

    // Not through it

    @ParameterizedTest
    @CsvSource({
        "https, , the proxy http://PROXY wants a user and a password (407): check venues.geo.proxy",
        "https, alice:wrong, the proxy http://PROXY refuses the user or the password (407): check venues.geo.proxy",
        "http,  alice:wrong, the proxy http://PROXY refuses the user or the password (407): check venues.geo.proxy",
    })
    void shouldSayThatTheProxyWantsOtherCredentials(String scheme, String credentials, String why) throws Exception {
        try (RecordingProxy proxy = new RecordingProxy().wanting(ALICE);
                RealClient client = RealClient.of(scheme + "://127.0.0.1:1", through(proxy, credentials))) {
            assertFailed(client.failure(BERGHAIN), FailureKind.SETUP, why, proxy);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, SETUP, the proxy http://PROXY lets nobody through to the API (403): check venues.geo.proxy",
        "502 Bad Gateway, UNREACHABLE, the proxy http://PROXY does not reach the API (502)",
        "'', UNREACHABLE, the proxy http://PROXY broke the connection before the API could be asked: check"
                + " venues.geo.proxy",
    })
    void shouldSayThatTheProxyOpensNoTunnel(String answer, FailureKind kind, String why) throws Exception {
        try (RecordingProxy proxy = new RecordingProxy().refusing(answer);
                RealClient client = RealClient.of("https://127.0.0.1:1", through(proxy, null))) {
            assertFailed(client.failure(BERGHAIN), kind, why, proxy);
        }
    }

    /** Of an API behind a proxy that forwards nobody can tell who answered. */
    @Test
    void shouldTakeAForwardedRefusalForTheApis() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy().refusing("403 Forbidden");
                RealClient client = RealClient.of("http://127.0.0.1:1", through(proxy, null))) {
            assertFailed(client.failure(BERGHAIN), FailureKind.FORBIDDEN, "the API answered 403", proxy);
        }
    }

    /** Through a tunnel no proxy can answer. */
    @Test
    void shouldTakeARefusalThroughATunnelForTheApis() throws Exception {
        String answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
        try (RecordingProxy proxy = new RecordingProxy();
                MisbehavingServer server = new MisbehavingServer(
                        (out, connection) -> out.write(answer.getBytes(UTF_8)),
                        AUTHORITY.certificates().signed(TestCertificates.THIS_HOST, "-1H"));
                RealClient client = RealClient.of(url(server), through(proxy, null))) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure.kind()).isEqualTo(FailureKind.SETUP);
            assertThat(failure).hasMessageStartingWith("the API answered 407 for https://127.0.0.1:");
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void shouldSayThatTheProxyCannotBeConnectedTo(String scheme) throws Exception {
        RecordingProxy proxy = new RecordingProxy();
        proxy.close();
        try (RealClient client = RealClient.of(scheme + "://127.0.0.1:1", through(proxy, null))) {
            assertFailed(
                    client.failure(BERGHAIN),
                    FailureKind.UNREACHABLE,
                    "the proxy http://PROXY cannot be connected to: check venues.geo.proxy",
                    proxy);
        }
    }

    @Test
    void shouldSayThatTheProxysNameIsNotKnown() throws Exception {
        Proxy nowhere = new Proxy("HTTPS_PROXY", "proxy.invalid", 3128, null);
        try (RealClient client = RealClient.of("https://127.0.0.1:1", Access.PLAIN.withProxy(nowhere))) {
            assertThat(client.failure(BERGHAIN))
                    .hasMessage(
                            "the proxy http://proxy.invalid:3128 has a host name that is not known: check HTTPS_PROXY");
        }
    }

    /** What goes wrong beyond the tunnel has nothing to do with the proxy. */
    @Test
    void shouldNotBlameTheProxyForTheApisCertificate() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy();
                MisbehavingServer server = serving(AUTHORITY.certificates().selfSigned());
                RealClient client = RealClient.of(url(server), through(proxy, null))) {
            assertThat(client.failure(BERGHAIN))
                    .hasMessage(
                            "no trusted TLS connection to the API: its certificate is signed by nobody who is trusted"
                                    + " here");
        }
    }

    private static void assertFailed(LookupFailure failure, FailureKind kind, String why, RecordingProxy proxy) {
        assertThat(failure).hasMessage(why.replace("PROXY", "127.0.0.1:" + proxy.port()));
        assertThat(failure.kind()).isEqualTo(kind);
    }

    private static Access through(RecordingProxy proxy, String credentials) {
        return Access.PLAIN.withProxy(new Proxy(
                "venues.geo.proxy", "127.0.0.1", proxy.port(), credentials == null ? null : new Secret(credentials)));
    }

    private static MisbehavingServer https() throws Exception {
        return serving(AUTHORITY.certificates().signed(TestCertificates.THIS_HOST, "-1H"));
    }

    private static MisbehavingServer serving(ServerSocket listener) {
        return new MisbehavingServer((out, connection) -> out.write(ANSWER.getBytes(UTF_8)), listener);
    }

    private static String url(MisbehavingServer server) {
        return server.url().replace("http:", "https:");
    }
}
