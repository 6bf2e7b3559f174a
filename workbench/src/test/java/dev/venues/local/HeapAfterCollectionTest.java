package dev.venues.local;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class HeapAfterCollectionTest {

    @Test
    void shouldKnowWhatACollectionLeft() {
        try (HeapAfterCollection heap = HeapAfterCollection.watch()) {
            System.gc();

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heap.bytes() > 0);
            assertThat(heap.bytes()).isLessThan(Runtime.getRuntime().maxMemory());
        }
    }
}
