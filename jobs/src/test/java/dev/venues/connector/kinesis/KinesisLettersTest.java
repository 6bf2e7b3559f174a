package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.exception.SdkClientException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static dev.venues.connector.kinesis.FakeStream.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KinesisLettersTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant END = START.plusSeconds(60);

    private final FakeStream stream = new FakeStream();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void shouldReadEveryShardOpenOrClosed() throws Exception {
        stream.closedShard("shard-0", record("1", START), record("2", START))
                .shard("shard-1")
                .shard("shard-2", record("3", START));

        assertThat(read()).containsExactly("letters/shard-0/1", "letters/shard-0/2", "letters/shard-2/3");
        assertThat(pauses).isEmpty();
        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void shouldGoOnAfterReadsWithoutRecords() throws Exception {
        stream.shard("shard-0", record("1", START)).emptyReads(7);

        assertThat(read()).containsExactly("letters/shard-0/1");
    }

    @Test
    void shouldLeaveWhatArrivedAfterTheStart() throws Exception {
        stream.shard("shard-0", record("1", END), record("2", END.plusMillis(1)), record("3", END.plusMillis(1)))
                .shard("shard-1", record("4", START));

        assertThat(read()).containsExactly("letters/shard-0/1", "letters/shard-1/4");
    }

    @Test
    void shouldEndThoughTheStreamDoesNot() throws Exception {
        stream.shard("shard-0", record("1", START)).endless();

        assertThat(read()).hasSize(61);
    }

    @Test
    void shouldCallAgainWhatWasThrottled() throws Exception {
        stream.shard("shard-0", record("1", START), record("2", START)).throttle(10);

        assertThat(read()).containsExactly("letters/shard-0/1", "letters/shard-0/2");
        assertThat(pauses).hasSize(10).allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) <= 0);
        assertThat(pauses.get(9)).isGreaterThanOrEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void shouldGiveUpWhenItIsThrottledForMinutes() {
        stream.shard("shard-0", record("1", START)).throttle(Integer.MAX_VALUE);

        assertThatThrownBy(this::read)
                .isInstanceOf(ConnectorStartupException.class)
                .hasMessageStartingWith("Kinesis in nowhere refuses to read letters: Rate exceeded");
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
        assertThat(stream.isClosed()).isTrue();
    }

    @Test
    void shouldGoOnBehindTheLastRecordWhenAnIteratorExpired() throws Exception {
        stream.shard("shard-0", record("1", START), record("2", START), record("3", START))
                .expireAt("2");

        assertThat(read()).containsExactly("letters/shard-0/1", "letters/shard-0/2", "letters/shard-0/3");
    }

    @Test
    void shouldBeginAgainWhenTheFirstIteratorExpired() throws Exception {
        stream.shard("shard-0", record("1", START)).expireAt("1");

        assertThat(read()).containsExactly("letters/shard-0/1");
    }

    @Test
    void shouldSayThatThereIsNoSuchStream() {
        stream.failWith(ResourceNotFoundException.builder().message("no").build());

        assertThatThrownBy(this::read)
                .isInstanceOf(ConnectorStartupException.class)
                .hasMessage("No Kinesis stream named letters in nowhere.");
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldSayThatKinesisCannotBeReached() {
        stream.failWith(SdkClientException.create("connection refused"));

        assertThatThrownBy(this::read)
                .isInstanceOf(ConnectorStartupException.class)
                .hasMessage("Kinesis in nowhere cannot be reached: connection refused");
    }

    private List<String> read() throws Exception {
        List<String> found = new ArrayList<>();
        new KinesisLetters(stream, new KinesisLetters.Name("letters", "nowhere"), END, new ThrottleRetry(pauses::add))
                .forEach(letter -> found.add(letter.where()));
        return found;
    }
}
