package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.option.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets come from the environment or a file, and are seen nowhere. */
class SecretSettingsTest {

    private static final String HIDDEN = "hunter2";

    @TempDir
    private Path folder;

    // Where nobody looks for one

    /** Some APIs take a key in their path. */
    @ParameterizedTest
    @ValueSource(strings = {"venues.geo.url", "venues.geo.oauth2.token-url"})
    void shouldShowAUrlAsItWasWrittenWhereTheEnvironmentStandsInIt(String key) {
        GivenSettings given = GivenSettings.ownEvents()
                .with("venues.geo.oauth2.token-url", "https://login.internal/token")
                .with("venues.geo.oauth2.client-id", "venues")
                .with("venues.geo.oauth2.client-secret", "${env:KEY}")
                .with(key, "https://api.internal/${env:KEY}/v1")
                .environment("KEY", HIDDEN);

        assertThat(given.effective().table())
                .contains("https://api.internal/${env:KEY}/v1")
                .doesNotContain(HIDDEN);
        assertThat(given.effective().masked()).containsEntry(key, "https://api.internal/${env:KEY}/v1");
        assertThat(given.with(key, "https://api_1/${env:KEY}").refusal())
                .hasMessageContaining("https://api_1/${env:KEY}: must not be")
                .hasMessageNotContaining(HIDDEN);
    }

    // How a secret comes in

    @Test
    void shouldTakeTheKeyFromTheEnvironment() {
        assertThat(apiKey(keyFromEnvironment())).isEqualTo(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "hunter2\n", "\r\n  hunter2\t\r\n"})
    void shouldTakeTheKeyFromAFileWithoutTheSpaceAroundIt(String content) throws IOException {
        assertThat(apiKey(foursquare().with("venues.geo.api-key-file", file(content))))
                .isEqualTo(HIDDEN);
    }

    @Test
    void shouldFindTheFileThroughTheEnvironment() throws IOException {
        file(HIDDEN);

        assertThat(apiKey(foursquare()
                        .with("venues.geo.api-key-file", "${env:SECRETS}/key")
                        .environment("SECRETS", folder.toString())))
                .isEqualTo(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "hunter2${env:KEY}", "${env:KEY}hunter2", "${env:KEY}${env:KEY}", "hunter2 }"})
    void shouldRefuseAKeyThatStandsInTheSettings(String literal) {
        SettingsException refusal = foursquare()
                .with("venues.geo.api-key", literal)
                .environment("KEY", HIDDEN)
                .refusal();

        assertThat(refusal.problems())
                .containsExactly(new Problem(
                        "venues.geo.api-key", Secret.MASK, "must be ${env:NAME}: a secret does not stand in settings"));
        assertThat(refusal).hasMessageNotContaining(HIDDEN);
    }

    @Test
    void shouldReportAVariableThatIsNotSet() {
        assertThat(foursquare().with("venues.geo.api-key", "${env:KEY}").problems())
                .containsExactly("venues.geo.api-key = ${env:KEY}: names an environment variable that is not set");
    }

    @Test
    void shouldReportAFileThatIsMissing() {
        Path missing = folder.resolve("missing");

        assertThat(foursquare()
                        .with("venues.geo.api-key-file", missing.toString())
                        .problems())
                .containsExactly("venues.geo.api-key-file = " + missing + ": is not a readable file");
    }

    @Test
    void shouldReportAFileThatIsNotText() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(foursquare()
                        .with("venues.geo.api-key-file", binary.toString())
                        .problems())
                .containsExactly("venues.geo.api-key-file = " + binary + ": is not a readable file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void shouldReportAFileThatIsEmpty(String content) throws IOException {
        String empty = file(content);

        assertThat(foursquare().with("venues.geo.api-key-file", empty).problems())
                .containsExactly("venues.geo.api-key-file = " + empty + ": is an empty file");
    }

    @Test
    void shouldRefuseTwoKeys() throws IOException {
        assertThat(keyFromEnvironment()
                        .with("venues.geo.api-key-file", file("other"))
                        .problems())
                .containsExactly("venues.geo.api-key = ******: must not be set beside venues.geo.api-key-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foursquare", "google"})
    void shouldRequireAKeyWhenTheProviderDoes(String provider) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.provider", provider)
                        .problems())
                .containsExactly("venues.geo.api-key: must be set for " + provider
                        + ", as ${env:NAME}, or venues.geo.api-key-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"photon", "nominatim", "embedded"})
    void shouldRequireNoKeyWhenTheProviderDoesNot(String provider) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.provider", provider)
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldTakeTheSpaceAroundAVariableOff() {
        assertThat(apiKey(
                        foursquare().with("venues.geo.api-key", " ${env:KEY} ").environment("KEY", HIDDEN)))
                .isEqualTo(HIDDEN);
    }

    @Test
    void shouldRefuseAKeyOfSpacesOnly() {
        assertThat(foursquare()
                        .with("venues.geo.api-key", "${env:KEY}")
                        .environment("KEY", "  ")
                        .problems())
                .containsExactly("venues.geo.api-key: must not be empty");
    }

    // How it does not come out

    @Test
    void shouldNotShowTheKeyInTheTable() {
        assertThat(keyFromEnvironment().effective().table())
                .doesNotContain(HIDDEN)
                .containsPattern("venues\\.geo\\.api-key +\\*{6} +\\(command line\\)");
    }

    @Test
    void shouldNotShowTheKeyInFlinksWebUi() {
        assertThat(keyFromEnvironment().effective().masked())
                .containsEntry("venues.geo.api-key", Secret.MASK)
                .doesNotContainValue(HIDDEN);
    }

    @Test
    void shouldNotShowTheKeyWhenSettingsArePrinted() {
        Settings settings = keyFromEnvironment().settings();

        assertThat(settings).asString().doesNotContain(HIDDEN).contains(Secret.MASK);
        assertThat(settings.geo()).asString().doesNotContain(HIDDEN).contains(Secret.MASK);
    }

    @Test
    void shouldShowTheKeysFileButNotTheKey() throws IOException {
        String path = file(HIDDEN);
        EffectiveSettings effective =
                foursquare().with("venues.geo.api-key-file", path).effective();

        assertThat(effective.table()).contains(path).doesNotContain(HIDDEN);
        assertThat(effective.masked()).containsEntry("venues.geo.api-key-file", path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "venues.kinesis.consumer.aws.credentials.provider.basic.secretkey",
                "venues.kinesis.consumer.aws.credentials.provider.basic.accesskeyid",
                "venues.kinesis.producer.some.TOKEN",
                "venues.kinesis.producer.http.proxy.password",
            })
    void shouldMaskWhatIsPassedOnWhenItsNameSoundsSecret(String key) {
        EffectiveSettings effective =
                GivenSettings.ownEvents().with(key, HIDDEN).effective();

        assertThat(effective.table()).doesNotContain(HIDDEN).contains(key);
        assertThat(effective.masked()).containsEntry(key, Secret.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "venues.geo.apikey",
                "venues.geo.apiKey",
                "venues.geo.api_key",
                "venues.geo.token",
                "venues.aws.secret-key",
                "venues.aws.access_key",
                "venues.aws.credential",
                "venues.geo.password",
            })
    void shouldMaskUnknownKeysThatSoundSecret(String key) {
        SettingsException refusal = GivenSettings.ownEvents().with(key, HIDDEN).refusal();

        assertThat(refusal).hasMessageNotContaining(HIDDEN).hasMessageContaining(key + " = " + Secret.MASK);
    }

    @Test
    void shouldNotShowWhatIsPassedOnWhenSettingsArePrinted() {
        Settings settings = GivenSettings.ownEvents()
                .with("venues.source", "kinesis")
                .with("venues.source.kinesis.stream", "events")
                .with("venues.kinesis.consumer.aws.credentials.provider.basic.secretkey", HIDDEN)
                .with("venues.kinesis.producer.aws.credentials.provider.basic.secretkey", HIDDEN)
                .settings();

        assertThat(settings).asString().doesNotContain(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:hunter2@host", "https://host/api?key=hunter2", "https://u:hunter2@a b"})
    void shouldNotRepeatWhatAUrlShouldNotCarry(String url) {
        assertThat(GivenSettings.ownEvents().with("venues.geo.url", url).refusal())
                .hasMessageNotContaining(HIDDEN);
    }

    @Test
    void shouldShowHowCredentialsAreFound() {
        assertThat(GivenSettings.nothing().effective().masked()).containsEntry("venues.aws.credentials", "auto");
    }

    private static GivenSettings foursquare() {
        return GivenSettings.ownEvents().with("venues.geo.provider", "foursquare");
    }

    private static GivenSettings keyFromEnvironment() {
        return foursquare().with("venues.geo.api-key", "${env:KEY}").environment("KEY", HIDDEN);
    }

    private static String apiKey(GivenSettings given) {
        return given.settings().geo().provider().apiKey().reveal();
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("key"), content).toString();
    }
}
