package dev.venues.testing.job;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenResourcesTest {

    private final OpenResources resources = new OpenResources();
    private final List<String> closed = new ArrayList<>();

    @Test
    void shouldCloseOnceAndInReverse() throws Exception {
        resources.add(() -> closed.add("first"));
        resources.add(() -> closed.add("second"));

        resources.closeAll();
        resources.closeAll();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void shouldCloseTheOthersWhenOneCannotBe() {
        resources.add(() -> closed.add("first"));
        resources.add(() -> fail("the second"));
        resources.add(() -> fail("the third"));

        assertThatThrownBy(resources::closeAll).hasMessage("the third").satisfies(e -> assertThat(e.getSuppressed())
                .hasSize(1)
                .allMatch(more -> more.getMessage().equals("the second")));
        assertThat(closed).containsExactly("first");
    }

    private static void fail(String which) {
        throw new IllegalStateException(which);
    }
}
