package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Tls;
import dev.venues.lookup.http.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Stores of certificates and keys; what may be wrong inside one is in CertificatesTest. */
class TlsSettingsTest {

    private static final String PASSWORD = TestCertificates.PASSWORD;

    @TempDir
    private static Path folder;

    private static Path trusted;
    private static Path keys;

    @BeforeAll
    static void makeStores() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        trusted = certificates.trustStore();
        keys = Files.writeString(folder.resolve("keys.pem"), certificates.keyPem());
    }

    @Test
    void shouldTrustAsTheJvmDoesWhenNothingIsSaid() {
        assertThat(tls(https())).isEqualTo(Tls.OF_THE_JVM);
    }

    @Test
    void shouldCarryWhatIsInTheStores() throws IOException {
        GivenSettings given = trusting().with("venues.geo.tls.key-store", keys.toString());

        assertThat(tls(given))
                .isEqualTo(new Tls(
                        new Tls.Store(content(trusted), new Secret(PASSWORD)), new Tls.Store(content(keys), null)));
    }

    @Test
    void shouldShowTheStoresNamesOnly() {
        GivenSettings given = trusting().with("venues.geo.tls.key-store", keys.toString());

        assertThat(given.effective().table())
                .contains(trusted.toString(), keys.toString())
                .doesNotContain(PASSWORD);
        assertThat(given.settings()).asString().doesNotContain(PASSWORD, "PRIVATE KEY");
    }

    @Test
    void shouldTakeThePasswordFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        assertThat(tls(https().with("venues.geo.tls.trust-store", trusted.toString())
                                .with("venues.geo.tls.trust-store-password-file", file.toString()))
                        .trust()
                        .password())
                .isEqualTo(new Secret(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trust-store", "key-store"})
    void shouldRefuseAStoreThatIsNone(String name) throws IOException {
        String key = "venues.geo.tls." + name;
        Path none = Files.writeString(folder.resolve("none"), "none");
        Path missing = folder.resolve("missing");

        assertThat(https().with(key, none.toString()).problems())
                .containsExactly(key + " = " + none + ": is neither PEM nor PKCS#12");
        assertThat(https().with(key, missing.toString()).problems())
                .containsExactly(key + " = " + missing + ": is not a readable file");
    }

    @Test
    void shouldRefuseAStoreThatAnotherPasswordOpens() {
        assertThat(https().with("venues.geo.tls.trust-store", trusted.toString())
                        .problems())
                .containsExactly("venues.geo.tls.trust-store = " + trusted + ": is opened by another password");
    }

    @Test
    void shouldRefuseAPasswordInTheSettingsAndOneOfNothing() {
        assertThat(https().with("venues.geo.tls.key-store-password", PASSWORD).problems())
                .containsExactly(
                        "venues.geo.tls.key-store-password = ******: must be ${env:NAME}: a secret does not stand in"
                                + " settings",
                        "venues.geo.tls.key-store-password: needs venues.geo.tls.key-store");
    }

    @Test
    void shouldWarnWhenThereIsNoTls() {
        assertThat(trusting()
                        .with("venues.geo.url", "http://photon.internal")
                        .effective()
                        .warnings())
                .containsExactly("venues.geo.tls.* is without effect: venues.geo.url is not https");
    }

    /** The stores are for the token endpoint, too. */
    @Test
    void shouldNotWarnWhenTheTokensComeOverTls() {
        assertThat(trusting()
                        .with("venues.geo.url", "http://localhost:2322")
                        .with("venues.geo.oauth2.token-url", "https://login.internal/token")
                        .with("venues.geo.oauth2.client-id", "venues")
                        .with("venues.geo.oauth2.client-secret", "${env:SECRET}")
                        .environment("SECRET", "s3cret")
                        .effective()
                        .warnings())
                .isEmpty();
    }

    private static GivenSettings https() {
        return GivenSettings.ownEvents().with("venues.geo.url", "https://photon.internal");
    }

    private static GivenSettings trusting() {
        return https().with("venues.geo.tls.trust-store", trusted.toString())
                .with("venues.geo.tls.trust-store-password", "${env:PASSWORD}")
                .environment("PASSWORD", PASSWORD);
    }

    private static Tls tls(GivenSettings given) {
        return given.settings().geo().access().tls();
    }

    private static Secret content(Path file) throws IOException {
        return new Secret(new String(Files.readAllBytes(file), ISO_8859_1));
    }
}
