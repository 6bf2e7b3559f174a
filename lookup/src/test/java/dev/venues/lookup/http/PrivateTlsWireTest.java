package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.Tls;
import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An authority that the JVM does not know, and APIs that want to see a certificate. */
class PrivateTlsWireTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(folder);
    }

    // A private authority

    @Test
    void shouldTrustAnAuthorityInPem() throws Exception {
        assertFound(certificates.signed(TestCertificates.THIS_HOST, "-1H"), new Tls(trustedPem(), null));
    }

    @Test
    void shouldTrustAnAuthorityInPkcs12() throws Exception {
        assertFound(
                certificates.signed(TestCertificates.THIS_HOST, "-1H"),
                new Tls(store(Files.readAllBytes(certificates.trustStore()), TestCertificates.PASSWORD), null));
    }

    @Test
    void shouldTrustNobodyElseThanTheStore() throws Exception {
        TestCertificates others = new TestCertificates(Files.createDirectory(folder.resolve("others")));

        assertThat(failure(others.signed(TestCertificates.THIS_HOST, "-1H"), new Tls(trustedPem(), null)))
                .hasMessageContaining("its certificate is signed by nobody who is trusted here");
    }

    @Test
    void shouldStillWantTheHostsNameInTheCertificate() throws Exception {
        assertThat(failure(certificates.signed("dns:api.example.org,ip:127.0.0.2", "-1H"), new Tls(trustedPem(), null)))
                .hasMessageContaining("its certificate is for another host");
    }

    @Test
    void shouldTrustOverHttp2() throws Exception {
        try (Http2Server server = new Http2Server(certificates, 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url(), Access.PLAIN.withTls(new Tls(trustedPem(), null)))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    // A certificate of ours

    @Test
    void shouldShowACertificateInPem() throws Exception {
        assertFound(
                certificates.wantingCertificates(),
                new Tls(trustedPem(), store(certificates.keyPem().getBytes(ISO_8859_1), null)));
    }

    @Test
    void shouldShowACertificateInPkcs12() throws Exception {
        assertFound(
                certificates.wantingCertificates(),
                new Tls(trustedPem(), store(certificates.keyPkcs12(), TestCertificates.PASSWORD)));
    }

    @Test
    void shouldShowACertificateUnderTls12() throws Exception {
        SSLServerSocket listener = certificates.wantingCertificates();
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2"});
        listener.setSSLParameters(parameters);

        assertFound(listener, new Tls(trustedPem(), store(certificates.keyPem().getBytes(ISO_8859_1), null)));
    }

    @Test
    void shouldSayWhatTheApiWantsWhenItWantsACertificate() throws Exception {
        LookupFailure failure = failure(certificates.wantingCertificates(), new Tls(trustedPem(), null));

        assertThat(failure)
                .hasMessage("no trusted TLS connection to the API: it wants a certificate of ours, or another one");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
    }

    @Test
    void shouldRefuseToOpenWithAStoreThatCannotBeRead() {
        Tls broken = new Tls(store("nothing".getBytes(UTF_8), null), null);

        assertThatThrownBy(() -> RealClient.of("https://127.0.0.1:1", Access.PLAIN.withTls(broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a store of certificates is neither PEM nor PKCS#12");
    }

    private static void assertFound(ServerSocket listener, Tls tls) throws Exception {
        try (MisbehavingServer server = serving(listener);
                RealClient client = RealClient.of(https(server), Access.PLAIN.withTls(tls))) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
        }
    }

    private static LookupFailure failure(ServerSocket listener, Tls tls) throws Exception {
        try (MisbehavingServer server = serving(listener);
                RealClient client = RealClient.of(https(server), Access.PLAIN.withTls(tls))) {
            return client.failure(BERGHAIN);
        }
    }

    private static Tls.Store trustedPem() throws Exception {
        return store(certificates.authorityPem().getBytes(ISO_8859_1), null);
    }

    private static Tls.Store store(byte[] content, String password) {
        return new Tls.Store(
                new Secret(new String(content, ISO_8859_1)), password == null ? null : new Secret(password));
    }

    private static MisbehavingServer serving(ServerSocket listener) {
        return new MisbehavingServer((out, connection) -> out.write(ANSWER.getBytes(UTF_8)), listener);
    }

    private static String https(MisbehavingServer server) {
        return server.url().replace("http:", "https:");
    }
}
