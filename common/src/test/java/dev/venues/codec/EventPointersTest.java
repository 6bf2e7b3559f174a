package dev.venues.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventPointersTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "venue/name", "#/venue", "/a~", "/a~2b"})
    void shouldRefuseWhatIsNoPointerToAMember(String pointer) {
        assertThat(EventPointers.problem(pointer)).startsWith("must be a JSON pointer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/0/b", "/a~1b/~0"})
    void shouldAcceptPointersToAMember(String pointer) {
        assertThat(EventPointers.problem(pointer)).isNull();
    }

    @Test
    void shouldRefusePointersThatOverlap() {
        assertThatThrownBy(() -> new EventPointers("/v/name", "/v/city", "/v/country", "/lat", "/lon", "/v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/v/name and /v overlap");
        assertThatThrownBy(() -> new EventPointers("/a", "/b", "/c", "/d", "/d", "/e"))
                .hasMessageContaining("/d and /d overlap");
    }

    @Test
    void shouldAcceptPointersThatOnlyBeginAlike() {
        assertThat(new EventPointers("/a", "/ab", "/abc", "/d", "/e", "/f").city())
                .isEqualTo("/ab");
    }
}
