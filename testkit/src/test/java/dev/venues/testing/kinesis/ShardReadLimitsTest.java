package dev.venues.testing.kinesis;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ShardReadLimitsTest {

    private static final byte[] READ = "{\"ShardIterator\":\"i1\"}".getBytes(UTF_8);

    private long now = Long.MAX_VALUE - 1;
    private final ShardReadLimits limits = new ShardReadLimits(() -> now);

    @BeforeEach
    void openShard() throws IOException {
        limits.opened("{\"StreamName\":\"events\",\"ShardId\":\"s0\"}".getBytes(UTF_8), READ);
    }

    @Test
    void shouldAdmitFiveCallsASecond() throws IOException {
        for (int call = 0; call < 5; call++) {
            assertThat(limits.admits(READ)).isTrue();
        }
        assertThat(limits.admits(READ)).isFalse();

        pass(Duration.ofMillis(999));
        assertThat(limits.admits(READ)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(limits.admits(READ)).isTrue();

        assertThat(limits.refused()).isEqualTo(2);
        assertThat(limits.mostCallsPerSecond()).isEqualTo(7);
    }

    @Test
    void shouldAdmitNoCallUntilWhatALargeOneBroughtIsPaidFor() throws IOException {
        assertThat(limits.admits(READ)).isTrue();
        limits.answered(
                READ, ("{\"Data\":\"" + "x".repeat(6 << 20) + "\",\"NextShardIterator\":\"i2\"}").getBytes(UTF_8));

        pass(Duration.ofSeconds(1));
        byte[] next = "{\"ShardIterator\":\"i2\"}".getBytes(UTF_8);
        assertThat(limits.admits(next)).isFalse();
        pass(Duration.ofMillis(300));
        assertThat(limits.admits(next)).isTrue();

        assertThat(limits.mostBytesAtOnce()).isEqualTo((6 << 20) * 3L / 4);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
