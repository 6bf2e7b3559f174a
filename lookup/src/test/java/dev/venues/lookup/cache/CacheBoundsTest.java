package dev.venues.lookup.cache;

import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.testing.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Neither bound can be passed, whatever the entries weigh. */
class CacheBoundsTest {

    @ParameterizedTest
    @CsvSource({
        "100000, 67108864, 1",
        "100000, 67108864, 671",
        "100000, 67108864, 5000",
        "50,     67108864, 400",
        "1000,   999,      1",
        "1000,   1000,     1",
        "1,      68719476736, 500",
        "9223372036854775807, 67108864, 500",
    })
    void shouldHoldBothBounds(long maxEntries, long maxBytes, int bytes) {
        CacheBounds<Answer> bounds = bounds(maxEntries, maxBytes);
        long room = bounds.maxWeight() / bounds.weigh("key", remembered(bytes));

        assertThat(room).isLessThanOrEqualTo(maxEntries);
        assertThat(room * bytes).isLessThanOrEqualTo(maxBytes);
        assertThat(room)
                .as("no less than a share or a byte is lost")
                .isGreaterThanOrEqualTo(Math.min(maxEntries, (maxBytes - Math.min(maxEntries, maxBytes)) / bytes));
    }

    @ParameterizedTest
    @CsvSource({"0, 67108864", "100, 0", "0, 0"})
    void shouldHaveNoRoomWhenEitherBoundIsZero(long maxEntries, long maxBytes) {
        assertThat(bounds(maxEntries, maxBytes).maxWeight()).isZero();
    }

    @Test
    void shouldWeighNothingLessThanOne() {
        assertThat(bounds(100, 0).weigh("key", remembered(0))).isPositive();
    }

    private static CacheBounds<Answer> bounds(long maxEntries, long maxBytes) {
        return new CacheBounds<>(LookupOptions.builder()
                .maxEntries(maxEntries)
                .maxBytes(maxBytes)
                .ttl(Duration.ZERO)
                .notFoundTtl(Duration.ZERO)
                .staleIfError(Duration.ZERO)
                .refreshAhead(1)
                .build()
                .cache());
    }

    private static Remembered<Answer> remembered(int bytes) {
        return Remembered.answer(null, null, AnswerLife.Span.NONE, bytes);
    }
}
