package dev.venues.lookup.access;

import dev.venues.lookup.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is said of stores that are not what they should be. Good ones are read in PrivateTlsWireTest. */
class CertificatesTest {

    /** Made by {@code openssl pkcs8 -topk8 -v2 aes256} for this test; "opensesame" opens it. */
    private static final String ENCRYPTED_KEY =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjeRYcUH8PgKAICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKElxTZkG1qED5kBFuj9/D4EgZAp
            /cRJD93nRxmlFv5tljwq/c3FNzHMr4OtEBokKUwa+dFtMPExrjhfePB5RtWLfikT
            oWVe61HyU5Nq3A+6N0hPfoPCi9LK1vtSNuszGAaga8WgQDhNu+lCwb8fgAOUX9UU
            QaMq87W3UXvPk2hdpNEjjg85jYLijzzMwJhOrYO2IbVupkORVWyB0zCfiWlWYrY=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    @ParameterizedTest
    @CsvSource({
        "nothing,                                                             is neither PEM nor PKCS#12",
        "'',                                                                  is neither PEM nor PKCS#12",
        "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----,            holds a certificate that cannot be read",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----,            'holds no certificate that Java trusts; PEM"
                + " always does, PKCS#12 if keytool made it'",
    })
    void shouldSayWhatIsWrongWithAStoreOfCertificates(String content, String why) {
        assertThatThrownBy(() -> Certificates.trusted(store(content, null)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource({
        "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----,              holds no private key",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----,            holds a private key that cannot be read",
        "-----BEGIN RSA PRIVATE KEY-----AAAA-----END RSA PRIVATE KEY-----,    holds a private key in an old form;"
                + " `openssl pkcs8 -topk8 -nodes` makes a new one of it",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ENCRYPTED PRIVATE KEY-----, holds a private key that another"
                + " password opens",
    })
    void shouldSayWhatIsWrongWithAStoreOfKeys(String content, String why) {
        assertThatThrownBy(() -> Certificates.keys(store(content, null)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage(why);
    }

    @Test
    void shouldSayThatAnotherPasswordOpensIt() throws Exception {
        String content = emptyPkcs12("changeit");

        for (String password : new String[] {null, "wrong"}) {
            assertThatThrownBy(() -> Certificates.keys(store(content, password)))
                    .hasMessage("is opened by another password");
        }
        assertThatThrownBy(() -> Certificates.keys(store(content, "changeit"))).hasMessage("holds no private key");
    }

    @Test
    void shouldOpenAnEncryptedKey() {
        String content = ENCRYPTED_KEY;

        assertThatThrownBy(() -> Certificates.keys(store(content, "opensesame")))
                .hasMessage("holds a key without a certificate");
        assertThatThrownBy(() -> Certificates.keys(store(content, "wrong")))
                .hasMessage("holds a private key that another password opens");
    }

    @Test
    void shouldShowNeitherContentNorPassword() {
        assertThat(new Tls(store("c0ntent", "passw0rd"), null)).asString().doesNotContain("c0ntent", "passw0rd");
    }

    private static String emptyPkcs12(String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toString(ISO_8859_1);
    }

    private static Tls.Store store(String content, String password) {
        return new Tls.Store(new Secret(content), password == null ? null : new Secret(password));
    }
}
