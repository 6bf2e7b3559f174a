package dev.venues.local;

import dev.venues.testing.JobProcess;
import dev.venues.testing.Search;
import dev.venues.testing.geo.EchoingApi;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Runs of the local jar that fail in ways that could spill the key, and then a search for it in all that they leave. */
class SecretsITCase {

    private static final String KEY = JobProcess.API_KEY;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeEvents() throws Exception {
        // Too few for the circuit to open: while the API is down the job would wait.
        Files.write(folder.resolve("in.jsonl"), SyntheticEvents.events(5));
    }

    @ParameterizedTest
    @CsvSource({
        "foursquare, 401, 1, refuses access .the API answered 401",
        "google, 200, 1, refuses access .the API answered REQUEST_DENIED",
        "google, 302, 1, in the wrong place or way .none of 5 different queries was answered: the API answered 302",
        "google, 500, 1, 'dead letters +5\n'",
    })
    void shouldLeaveNoKeyWhateverTheApiRepeats(String provider, int status, int exit, String shown) throws Exception {
        try (EchoingApi api = new EchoingApi(status);
                JobProcess job = JobProcess.start(folder, arguments("enrich", provider, api.url()))) {
            assertThat(job.awaitExit()).as(job.output()).isEqualTo(exit);

            assertThat(api.echoes()).isNotEmpty().allMatch(echo -> echo.contains(KEY));
            assertThat(job.output()).containsPattern(shown);
            assertThat(folder.resolve("out/venues.log")).isNotEmptyFile();
            assertThat(Search.filesWith(KEY, folder)).isEmpty();
        }
    }

    /** Behind a proxy, a gateway and a token endpoint, each of which answers with what it was sent. */
    @ParameterizedTest
    @CsvSource({
        "401, refuses access .the API answered 401.*venues.geo.api-key, --venues.geo.header.X-Gateway-Key=KEY"
                + " --venues.geo.query.gateway_token=KEY",
        "407, refuses the user or the password .407.: check venues.geo.proxy[)][.]\\s, --venues.geo.proxy=http://KEY:KEY@API",
        "401, the token endpoint refuses us .401.: check venues.geo.oauth2.client-id and venues.geo.oauth2.client-secret[)][.]\\s,"
                + " --venues.geo.oauth2.token-url=http://API/token --venues.geo.oauth2.client-id=venues"
                + " --venues.geo.oauth2.client-secret=KEY",
    })
    void shouldLeaveNoSecretOfTheWayThere(int status, String shown, String settings) throws Exception {
        try (EchoingApi api = new EchoingApi(status)) {
            List<String> args = new ArrayList<>(List.of(arguments("enrich", "google", api.url())));
            args.addAll(List.of(settings.replace("KEY", "${env:TEST_API_KEY}")
                    .replace("API/", address(api) + "/")
                    .replaceAll("@API$", "@" + address(api))
                    .split(" ")));
            try (JobProcess job = JobProcess.start(folder, args.toArray(String[]::new))) {
                assertThat(job.awaitExit()).as(job.output()).isEqualTo(1);

                assertThat(api.echoes()).isNotEmpty();
                assertThat(job.output()).containsPattern(shown);
                for (String secret : List.of(KEY, base64(KEY + ":" + KEY), base64("venues:" + KEY))) {
                    assertThat(Search.filesWith(secret, folder)).isEmpty();
                    assertThat(job.output()).doesNotContain(secret);
                }
            }
        }
    }

    private static String address(EchoingApi api) {
        return api.url().replace("http://", "");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void shouldCheckWithoutShowingTheKey() throws Exception {
        try (JobProcess job = JobProcess.start(folder, arguments("check", "google", "https://maps.example.org"))) {
            assertThat(job.awaitExit()).as(job.output()).isZero();

            assertThat(job.output())
                    .containsPattern("venues\\.geo\\.api-key +\\*{6}")
                    .doesNotContain(KEY);
        }
    }

    private String[] arguments(String command, String provider, String url) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(
                List.of("--venues.source.files.path", folder.resolve("in.jsonl").toString()));
        args.addAll(List.of("--venues.geo.provider", provider, "--venues.geo.url", url));
        args.addAll(List.of("--venues.geo.api-key", "${env:TEST_API_KEY}", "--venues.geo.retries", "0"));
        if (command.equals("enrich")) {
            args.addAll(List.of("--web-port", "0"));
        }
        return args.toArray(String[]::new);
    }
}
