package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.stub.StubCounts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks the stub API, which may run elsewhere, what it was asked. */
record StubQuestions(URI api) {

    /** What it was asked since the last {@link #reset}. */
    StubCounts.Asked asked() throws IOException {
        return get("/counts");
    }

    void reset() throws IOException {
        get("/counts?reset");
    }

    private StubCounts.Asked get(String target) throws IOException {
        try (InputStream in = URI.create(api + target).toURL().openStream()) {
            String[] numbers = new String(in.readAllBytes(), StandardCharsets.US_ASCII).split(" ");
            return new StubCounts.Asked(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        }
    }
}
