package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReadSizeTest {

    private final ReadSize size = new ReadSize(Duration.ofMillis(250));

    @Test
    void shouldAskForWhatIsWantedAsLongAsNoRecordCame() {
        size.learn(List.of());

        assertThat(size.atMost(10_000)).isEqualTo(10_000);
    }

    @Test
    void shouldAskForASecondsWorthOfBytes() {
        size.learn(records(100, 2_048));

        assertThat(size.atMost(10_000)).isEqualTo(1_024);
        assertThat(size.atMost(500)).isEqualTo(500);
    }

    /** A shard takes up to 1 MiB a second: who reads it every five seconds must get as much as came, or never catches up. */
    @Test
    void shouldAskForAllThatAShardGivesWhenTheUserReadsSeldom() {
        ReadSize seldom = new ReadSize(Duration.ofSeconds(4));
        seldom.learn(records(100, 2_048));

        assertThat(seldom.atMost(10_000)).isEqualTo(4 * 1_024);
    }

    @Test
    void shouldAskForARecordAtLeast() {
        size.learn(records(1, 3 * 1024 * 1024));

        assertThat(size.atMost(10_000)).isEqualTo(1);
    }

    @Test
    void shouldTakeAnyNumberOfEmptyRecords() {
        size.learn(records(3, 0));

        assertThat(size.atMost(10_000)).isEqualTo(10_000);
    }

    @Test
    void shouldKeepWhatItKnowsWhenNothingCame() {
        size.learn(records(100, 2_048));
        size.learn(List.of());

        assertThat(size.atMost(10_000)).isEqualTo(1_024);
    }

    private static List<Record> records(int count, int bytes) {
        return Collections.nCopies(count, new Record().withData(ByteBuffer.allocate(bytes)));
    }
}
