package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The function keeps the contract of an async function: our operator is the faster way to run it, not the only one. */
class PlainAsyncOperatorTest {

    private static final Origin ORIGIN = Origin.kinesis("events", "shardId-000000000000", "49", "k");

    @Test
    @SuppressWarnings("try") // Flink may throw InterruptedException on close
    void shouldGiveEachEventItsOutcomeUnderFlinksOwnOperator() throws Exception {
        List<RawRecord> records = Stream.of(
                        "{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}",
                        "{\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\"}}",
                        "{\"venue\":{\"name\":\"Nowhere\",\"city\":\"Berlin\"}}",
                        "{\"venue\":{\"name\":\"Berghain\",\"latitude\":1,\"longitude\":2}}",
                        "{\"venue\":{\"name\":\" \"}}",
                        "{\"venue\":")
                .map(event -> new RawRecord(event.getBytes(UTF_8), ORIGIN))
                .toList();
        try (StubGeoApi api = new StubGeoApi();
                StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1)) {
            DataStream<DecodedRecord> decoded =
                    env.fromData(records, RawRecordType.INSTANCE).map(new DecodeFunction(EventPointers.DEFAULT));
            DataStream<EventResult> results = AsyncDataStream.unorderedWait(
                    decoded, new LocateVenueFunction(EventPointers.DEFAULT, api.settings()), 1, TimeUnit.MINUTES, 10);

            List<EventResult> collected = new ArrayList<>();
            try (CloseableIterator<EventResult> all = results.executeAndCollect()) {
                all.forEachRemaining(collected::add);
            }

            assertThat(collected)
                    .extracting(EventResult::outcome)
                    .containsExactlyInAnyOrder(
                            Outcome.FOUND,
                            Outcome.FOUND,
                            Outcome.NOT_FOUND,
                            Outcome.PRESENT,
                            Outcome.SKIPPED,
                            Outcome.DEAD_LETTER);
            assertThat(collected)
                    .filteredOn(result -> result.outcome() == Outcome.DEAD_LETTER)
                    .allMatch(result -> result.side().reason() == Reason.MALFORMED);
            assertThat(api.requests()).isEqualTo(2);
        }
    }
}
