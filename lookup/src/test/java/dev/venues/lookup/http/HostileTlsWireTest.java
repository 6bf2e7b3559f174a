package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetAddress;
import java.net.ServerSocket;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Whom the client believes to be the geo API. What it does not believe is a fault of the connection: worth a retry. */
class HostileTlsWireTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    @Test
    void shouldAskAServerWhoseCertificateIsForItsName() throws Exception {
        try (MisbehavingServer server = serving(AUTHORITY.certificates().signed(TestCertificates.THIS_HOST, "-1H"));
                RealClient client = RealClient.of(https(server))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
        }
    }

    @Test
    void shouldRefuseACertificateForAnotherName() throws Exception {
        assertRefused(
                AUTHORITY.certificates().signed("dns:api.example.org,ip:127.0.0.2", "-1H"),
                "no trusted TLS connection to the API: its certificate is for another host");
    }

    @Test
    void shouldRefuseACertificateThatNobodySigned() throws Exception {
        assertRefused(
                AUTHORITY.certificates().selfSigned(),
                "no trusted TLS connection to the API: its certificate is signed by nobody who is trusted here");
    }

    @Test
    void shouldRefuseACertificateThatHasExpired() throws Exception {
        assertRefused(
                AUTHORITY.certificates().signed(TestCertificates.THIS_HOST, "-3d"),
                "no trusted TLS connection to the API: its certificate has expired");
    }

    @Test
    void shouldRefuseACertificateThatDoesNotCountYet() throws Exception {
        assertRefused(
                AUTHORITY.certificates().signed(TestCertificates.THIS_HOST, "+1d"),
                "no trusted TLS connection to the API: its certificate is not valid yet");
    }

    @Test
    void shouldRefuseAServerThatSpeaksNoTls() throws Exception {
        assertRefused(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                "no trusted TLS connection to the API: the handshake failed");
    }

    private static void assertRefused(ServerSocket listener, String why) throws Exception {
        try (MisbehavingServer server = serving(listener);
                RealClient client = RealClient.of(https(server))) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure).hasMessage(why);
            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(server.requests()).noneMatch(request -> request.contains("k3y"));
        }
    }

    private static MisbehavingServer serving(ServerSocket listener) {
        return new MisbehavingServer((out, connection) -> out.write(ANSWER.getBytes(UTF_8)), listener);
    }

    private static String https(MisbehavingServer server) {
        return server.url().replace("http:", "https:");
    }
}
