package dev.venues.stack;

import dev.venues.testing.Checkout;
import dev.venues.testing.NodeTests;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;

/** What {@code bin/stack} is made of, in the small: by its own tests, without Flink. */
@Tag("system")
class StackScriptsITCase {

    @Test
    void shouldPassTheTestsOfTheirOwn() throws IOException {
        NodeTests.run(Checkout.root().resolve("stack/test"));
    }
}
