package dev.venues.config;

import dev.venues.connector.files.FilesSinkEndpoint;
import dev.venues.connector.files.FilesSourceEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a setting comes from, and which place wins. */
class SettingSourcesTest {

    private static final String KEY = "venues.geo.retries";

    @TempDir
    private Path folder;

    // Precedence

    @Test
    void shouldUseTheDefaultWhenNobodySaysOtherwise() {
        assertThat(retries(GivenSettings.nothing())).isEqualTo("5  (default)");
    }

    @Test
    void shouldPreferTheFileToTheDefault() throws IOException {
        GivenSettings given = GivenSettings.nothing().configFile(properties(KEY + "=1"));

        assertThat(retries(given)).isEqualTo("1  (" + folder.resolve("test.properties") + ")");
    }

    @Test
    void shouldPreferPropertyGroupsToTheFile() throws IOException {
        GivenSettings given =
                GivenSettings.nothing().configFile(properties(KEY + "=1")).propertyGroups(group("venues", KEY, "2"));

        assertThat(retries(given)).isEqualTo("2  (property group venues)");
    }

    @Test
    void shouldPreferTheCommandLineToAllElse() throws IOException {
        GivenSettings given = GivenSettings.nothing()
                .configFile(properties(KEY + "=1"))
                .propertyGroups(group("venues", KEY, "2"))
                .with(KEY, "3");

        assertThat(retries(given)).isEqualTo("3  (command line)");
        assertThat(given.settings().geo().options().calls().retries()).isEqualTo(3);
    }

    @Test
    void shouldMergeWhatEachPlaceSays() throws IOException {
        Settings settings = GivenSettings.nothing()
                .configFile(properties("venues.sink.files.path=/file"))
                .propertyGroups(group("venues", "venues.source.files.path", folder.toString()))
                .with("venues.geo.provider", "photon")
                .settings();

        assertThat(settings.source()).isEqualTo(new FilesSourceEndpoint(folder.toString(), false));
        assertThat(settings.enriched()).isEqualTo(new FilesSinkEndpoint("/file"));
        assertThat(settings.geo().provider().name().text()).isEqualTo("photon");
    }

    // What follows from other settings

    @ParameterizedTest
    @CsvSource({
        "venues.source.files.path,       the bundled samples, default",
        "venues.dead-letters,            files,               as venues.sink",
        "venues.geo.provider,            embedded,            for the bundled samples",
        "venues.geo.rate-limit,          50,                  terms of embedded",
        "venues.geo.cache.ttl,           1 d,                 terms of embedded",
        "venues.geo.cache.not-found-ttl, 1 d,                 terms of embedded",
    })
    void shouldShowWhatFollowsFromOtherSettings(String key, String value, String origin) {
        assertThat(shown(GivenSettings.nothing(), key)).isEqualTo(value + "  (" + origin + ")");
    }

    @Test
    void shouldShowWhatWasSetInsteadOfWhatWouldFollow() {
        GivenSettings given = GivenSettings.nothing().with("venues.geo.rate-limit", "none");

        assertThat(shown(given, "venues.geo.rate-limit")).isEqualTo("none  (command line)");
    }

    // Files

    @Test
    void shouldReadTheFileAsUtf8() throws IOException {
        GivenSettings given = GivenSettings.nothing().configFile(properties("venues.sink.files.path=/tmp/Gefäß"));

        assertThat(given.settings().enriched()).isEqualTo(new FilesSinkEndpoint("/tmp/Gefäß"));
    }

    @Test
    void shouldTakeTheSpaceAroundAValueOff() throws IOException {
        GivenSettings given = GivenSettings.nothing().configFile(properties("venues.sink.files.path =  /tmp/out \t"));

        assertThat(given.settings().enriched()).isEqualTo(new FilesSinkEndpoint("/tmp/out"));
    }

    @Test
    void shouldNameTheFileWhenItIsMissing() {
        Path missing = folder.resolve("missing.properties");

        assertThat(GivenSettings.nothing().configFile(missing).problems())
                .containsExactly("--config = " + missing + ": does not exist");
    }

    @Test
    void shouldNameTheFileWhenItIsAFolder() {
        assertThat(GivenSettings.nothing().configFile(folder).problems())
                .containsExactly("--config = " + folder + ": is not a readable properties file");
    }

    @Test
    void shouldNameTheFileWhenItIsNotWritten() throws IOException {
        Path broken = properties("venues.sink=\\u00zz");

        assertThat(GivenSettings.nothing().configFile(broken).problems())
                .containsExactly("--config = " + broken + ": is not a readable properties file");
    }

    @Test
    void shouldLeaveForeignPropertiesOfAGroupAlone() throws IOException {
        assertThat(GivenSettings.nothing()
                        .propertyGroups(group("kinesis.analytics.flink.run.options", "python", "x"))
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldRefuseUnknownSettingsOfAGroup() throws IOException {
        assertThat(GivenSettings.nothing()
                        .propertyGroups(group("g", "venues.geo.retry", "1"))
                        .problems())
                .containsExactly("venues.geo.retry = 1: is no setting; did you mean venues.geo.retries?");
    }

    @Test
    void shouldNameTheFileWhenPropertyGroupsAreNotJson() throws IOException {
        Path broken = Files.writeString(folder.resolve("groups.json"), "[{");

        assertThat(GivenSettings.nothing().propertyGroups(broken).problems())
                .containsExactly(broken + ": is not a readable file of property groups");
    }

    // Unknown keys

    @ParameterizedTest
    @CsvSource({
        "venues.geo.provder,              venues.geo.provider",
        "venues.geo.ratelimit,            venues.geo.rate-limit",
        "venues.source.file.path,         venues.source.files.path",
        "venues.deadletters,              venues.dead-letters",
        "geo.provider,                    venues.geo.provider",
    })
    void shouldSuggestTheNearestSettingWhenAKeyIsUnknown(String unknown, String nearest) {
        assertThat(GivenSettings.nothing().with(unknown, "x").problems())
                .containsExactly(unknown + " = x: is no setting; did you mean " + nearest + "?");
    }

    // Environment

    @Test
    void shouldPutVariablesIntoValues() {
        GivenSettings given = GivenSettings.nothing()
                .with("venues.sink.files.path", "/${env:BASE}/out/${env:DAY}")
                .environment("BASE", "data$1\\")
                .environment("DAY", "monday");

        assertThat(given.settings().enriched()).isEqualTo(new FilesSinkEndpoint("/data$1\\/out/monday"));
    }

    @Test
    void shouldReportAVariableThatIsNotSet() {
        assertThat(GivenSettings.nothing()
                        .with("venues.sink.files.path", "/data/${env:NOWHERE}/out")
                        .problems())
                .containsExactly(
                        "venues.sink.files.path = ${env:NOWHERE}: names an environment variable that is not" + " set");
    }

    @Test
    void shouldReportAVariableThatIsEmpty() {
        assertThat(GivenSettings.nothing()
                        .with("venues.aws.region", "${env:REGION}")
                        .environment("REGION", "")
                        .problems())
                .containsExactly("venues.aws.region = ${env:REGION}: names an environment variable that is not set");
    }

    @Test
    void shouldNotPutVariablesIntoVariables() {
        GivenSettings given = GivenSettings.nothing()
                .with("venues.sink.files.path", "${env:A}")
                .environment("A", "${env:B}")
                .environment("B", "b");

        assertThat(given.settings().enriched()).isEqualTo(new FilesSinkEndpoint("${env:B}"));
    }

    private static String retries(GivenSettings given) {
        return shown(given, KEY);
    }

    /** The setting's line of the table without its key. */
    private static String shown(GivenSettings given, String key) {
        return given.effective()
                .table()
                .lines()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length()).strip().replaceFirst(" {2,}", "  "))
                .findFirst()
                .orElseThrow();
    }

    private Path properties(String text) throws IOException {
        return Files.writeString(folder.resolve("test.properties"), text + "\n");
    }

    private Path group(String id, String key, String value) throws IOException {
        return Files.writeString(
                folder.resolve("groups.json"),
                """
                [{"PropertyGroupId": "other", "PropertyMap": {"x": "y"}},
                 {"PropertyGroupId": "%s", "PropertyMap": {"%s": "%s"}}]
                """
                        .formatted(id, key, value));
    }
}
