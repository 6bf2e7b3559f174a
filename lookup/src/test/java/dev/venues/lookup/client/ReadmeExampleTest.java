package dev.venues.lookup.client;

import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A stranger builds a client for an API of his own from what the README of this module shows. */
class ReadmeExampleTest {

    private static final String BODY = "{\"temperature\":21.5}";

    @Test
    void shouldAskAsTheReadmeShows() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try (MisbehavingServer api = MisbehavingServer.saying(answer)) {
            assertThat(WeatherExample.ask(URI.create(api.url()))).isEqualTo(21.5);

            assertThat(api.requests()).hasSize(1);
            assertThat(api.requests().get(0)).startsWith("GET /weather?city=Berlin HTTP/1.1\r\n");
        }
    }

    @Test
    void shouldStandInTheReadmeWordForWord() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/venues/lookup/client/WeatherExample.java"));
        String example = source.substring(
                        source.indexOf("// README begin\n") + "// README begin\n".length(),
                        source.indexOf("\n        // README end"))
                .stripIndent();

        assertThat(example.lines()).hasSizeLessThanOrEqualTo(15);
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```\n");
    }
}
