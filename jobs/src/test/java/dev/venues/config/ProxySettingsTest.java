package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which proxy stands before the geo API, and what may be seen of it. */
class ProxySettingsTest {

    private static final String KEY = "venues.geo.proxy";

    // Set

    @Test
    void shouldAskWithoutAProxyWhenNothingIsSaid() {
        assertThat(proxy(https())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.acme.example:3128,         proxy.acme.example, 3128, ",
        "HTTP://proxy:3128,                      proxy,              3128, ",
        "http://proxy_1:3128/,                   proxy_1,            3128, ",
        "http://[::1]:3128,                      ::1,                3128, ",
        "http://alice:s3cret@proxy:3128,         proxy,              3128, alice:s3cret",
        "http://alice@proxy:3128,                proxy,              3128, alice:",
        "http://alice:p%40ss%2Fw%3Ard@proxy:80,  proxy,              80,   alice:p@ss/w:rd",
        "http://alice:100%+@proxy:80,            proxy,              80,   alice:100%+",
        "http://alice:a@b@proxy:80,              proxy,              80,   alice:a@b",
    })
    void shouldTakeTheProxyThatIsSet(String url, String host, int port, String credentials) {
        assertThat(proxy(https().with(KEY, url)))
                .isEqualTo(new Proxy(KEY, host, port, credentials == null ? null : new Secret(credentials)));
    }

    @Test
    void shouldTakeThePasswordFromTheEnvironment() {
        assertThat(proxy(https().with(KEY, "http://alice:${env:PASSWORD}@proxy:3128")
                                .environment("PASSWORD", "s3cret"))
                        .credentials())
                .isEqualTo(new Secret("alice:s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "http://proxy",
                "https://proxy:3128",
                "socks5://proxy:1080",
                "http://proxy:0",
                "http://a b:1"
            })
    void shouldRefuseWhatIsNoProxy(String value) {
        assertThat(https().with(KEY, value).problems())
                .containsExactly(
                        KEY + " = " + value + ": must be http://host:port, or with user:password@ before the host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://alice:s3cret@proxy", "alice:s3cret@proxy", "http://alice:s3/cret@proxy:3128"})
    void shouldNotShowTheCredentialsOfWhatItRefuses(String value) {
        assertThat(https().with(KEY, value).refusal()).hasMessageContaining(KEY).hasMessageNotContaining("cret");
    }

    /** Only what stands behind a scheme in small letters was masked, and a proxy needs none. */
    @ParameterizedTest
    @CsvSource({
        "http://alice:s3cret@proxy:3128,     http://******@proxy:3128",
        "HTTP://alice:s3cret@proxy:3128,     HTTP://******@proxy:3128",
        "alice:s3cret@proxy:3128,            ******@proxy:3128",
        "alice:s3cret:alice@@proxy:3128/,    ******@proxy:3128/",
        "s3cret@proxy:3128,                  ******@proxy:3128",
    })
    void shouldNotShowTheCredentials(String value, String shown) {
        GivenSettings given = https().with(KEY, value);

        assertThat(given.effective().table()).contains(shown).doesNotContain("alice", "s3cret");
        assertThat(given.effective().masked()).containsEntry(KEY, shown);
        assertThat(given.settings()).asString().contains("proxy", "3128").doesNotContain("alice", "s3cret");
    }

    @Test
    void shouldPutNothingBeforeTheApiOfALocalRun() {
        assertThat(proxy(GivenSettings.nothing().with(KEY, "http://proxy:3128")))
                .isNull();
    }

    @Test
    void shouldWarnOfAProxyBeforeTheApiOfALocalRun() {
        assertThat(GivenSettings.nothing()
                        .with(KEY, "http://proxy:3128")
                        .effective()
                        .warnings())
                .contains("venues.geo.proxy is without effect: embedded is part of the run");
        assertThat(GivenSettings.nothing().with(KEY, "none").effective().warnings())
                .hasSize(1);
    }

    // Of the environment

    @ParameterizedTest
    @CsvSource({
        "https://photon.internal, HTTPS_PROXY, http://proxy:3128",
        "https://photon.internal, https_proxy, proxy:3128",
        "http://photon.internal,  HTTP_PROXY,  http://proxy:3128/",
        "http://photon.internal,  http_proxy,  http://proxy:3128",
    })
    void shouldTakeTheEnvironmentsProxy(String url, String variable, String value) {
        assertThat(proxy(https().with("venues.geo.url", url).environment(variable, value)))
                .isEqualTo(new Proxy(variable, "proxy", 3128, null));
    }

    @ParameterizedTest
    @CsvSource({
        "https://photon.internal, HTTP_PROXY,  http://proxy:3128",
        "http://photon.internal,  HTTPS_PROXY, http://proxy:3128",
        "https://photon.internal, HTTPS_PROXY, ''",
        "http://127.0.0.1:2322,   HTTP_PROXY,  http://proxy:3128",
        "http://localhost:2322,   HTTP_PROXY,  http://proxy:3128",
        "http://[::1]:2322,       HTTP_PROXY,  http://proxy:3128",
        "http://[0:0:0:0:0:0:0:1]:2322, HTTP_PROXY, http://proxy:3128",
        "http://localhost.:2322,  HTTP_PROXY,  http://proxy:3128",
    })
    void shouldLeaveTheEnvironmentsProxyWhereItDoesNotStand(String url, String variable, String value) {
        assertThat(proxy(https().with("venues.geo.url", url).environment(variable, value)))
                .isNull();
    }

    @Test
    void shouldPreferTheSettingToTheEnvironment() {
        GivenSettings given = https().environment("HTTPS_PROXY", "http://proxy:3128");

        assertThat(proxy(given.with(KEY, "http://other:8080")).host()).isEqualTo("other");
        assertThat(proxy(given.with(KEY, "none"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'*',                              true",
        "photon.internal,                  true",
        ".internal,                        true",
        "internal,                         true",
        "*.internal,                       true",
        "'example.org, PHOTON.internal',   true",
        "photon.internal:443,              true",
        "photon.internal.,                 true",
        "'[,],:443,]:443',                 false",
        "photon.internal:8443,             false",
        "ton.internal,                     false",
        "other.internal,                   false",
        "',',                              false",
    })
    void shouldHeedItsExceptions(String exceptions, boolean direct) {
        GivenSettings given = https().environment("HTTPS_PROXY", "http://proxy:3128");

        assertThat(proxy(given.environment("NO_PROXY", exceptions)) == null).isEqualTo(direct);
        assertThat(proxy(https().environment("HTTPS_PROXY", "http://proxy:3128").environment("no_proxy", exceptions))
                        == null)
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,    true",
        "10.0.0.0/8,  true",
        "10.1.2.0/24, true",
        "10.1.3.0/24, false",
        "0.0.0.0/0,   true",
        "10.0.0.0/99, false",
    })
    void shouldHeedItsExceptionsForAddresses(String exceptions, boolean direct) {
        assertThat(proxy(https().with("venues.geo.url", "https://10.1.2.3:8443")
                                .environment("HTTPS_PROXY", "http://proxy:3128")
                                .environment("NO_PROXY", exceptions))
                        == null)
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource({
        "fd00::1,            true",
        "[FD00::1],          true",
        "[fd00::1]:8443,     true",
        "[fd00::1]:443,      false",
        "fd00:0:0:0:0:0:0:1, true",
        "fd00::/8,           true",
        "fe80::/10,          false",
        "fd00::/999,         false",
        "0.0.0.0/0,          false",
        "fd00::2,            false",
        "1,                  false",
        ":::,                false",
    })
    void shouldHeedItsExceptionsForAddressesOfIpv6(String exceptions, boolean direct) {
        assertThat(proxy(https().with("venues.geo.url", "https://[fd00:0::1]:8443")
                                .environment("HTTPS_PROXY", "http://proxy:3128")
                                .environment("NO_PROXY", exceptions))
                        == null)
                .isEqualTo(direct);
    }

    @Test
    void shouldHeedItsExceptionsForAHostWithADotBehindIt() {
        assertThat(proxy(https().with("venues.geo.url", "https://photon.internal.")
                        .environment("HTTPS_PROXY", "http://proxy:3128")
                        .environment("NO_PROXY", "photon.internal")))
                .isNull();
    }

    @Test
    void shouldShowTheEnvironmentsProxyWithoutItsCredentials() {
        assertThat(https().environment("HTTPS_PROXY", "http://alice:s3cret@proxy:3128")
                        .effective()
                        .table())
                .containsPattern("venues\\.geo\\.proxy +http://proxy:3128 +\\(HTTPS_PROXY\\)")
                .doesNotContain("alice", "s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy", "http://proxy/", "proxy"})
    void shouldTakePort80WhereTheEnvironmentNamesNone(String value) {
        assertThat(proxy(https().environment("HTTPS_PROXY", value)))
                .isEqualTo(new Proxy("HTTPS_PROXY", "proxy", 80, null));
    }

    @Test
    void shouldSayHowToDoWithoutAProxyThatIsReachedOverTls() {
        GivenSettings given = https().environment("HTTPS_PROXY", "https://proxy");

        assertThat(given.problems()).singleElement().asString().endsWith("venues.geo.proxy = none does without");
        assertThat(proxy(given.with(KEY, "none"))).isNull();
    }

    @Test
    void shouldRefuseAnEnvironmentsProxyOfAnotherKind() {
        assertThat(https().environment("HTTPS_PROXY", "socks5://alice:s3cret@proxy:1080")
                        .problems())
                .containsExactly("HTTPS_PROXY = socks5://******@proxy:1080: must be http://host:port, or with"
                        + " user:password@ before the host; venues.geo.proxy = none does without");
    }

    private static GivenSettings https() {
        return GivenSettings.ownEvents().with("venues.geo.url", "https://photon.internal");
    }

    private static Proxy proxy(GivenSettings given) {
        return given.settings().geo().access().proxy();
    }
}
