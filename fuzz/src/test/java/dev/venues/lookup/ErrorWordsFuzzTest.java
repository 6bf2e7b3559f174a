package dev.venues.lookup;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

/** Any body of a failure: words that fit a line of a log, without the key. */
class ErrorWordsFuzzTest {

    private static final Asked ASKED =
            Asked.of(URI.create("https://api.example"), Request.get("/search").param("key", new Secret("s3cretkey")));

    @DictionaryEntries({
        "s3cretkey",
        "{\"message\":\"",
        "{\"errors\":[",
        "<title>",
        "</title>",
        "https://a:s3cretkey@b?",
        "\\u0073"
    })
    @FuzzTest
    void shouldGiveAShortLineWithoutTheKey(byte[] body) {
        String words = new Response(400, name -> null, body).to(ASKED).words();

        assertThat(words.codePointCount(0, words.length())).isLessThanOrEqualTo(ErrorWords.MAX_LENGTH);
        assertThat(words.chars()).noneMatch(Character::isISOControl);
        assertThat(words).doesNotContainIgnoringCase("s3cretkey");
    }
}
