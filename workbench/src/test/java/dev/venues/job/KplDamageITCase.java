package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.Aggregates;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Aggregates that the Kinesis Producer Library would not make: each user record, or else the whole, has an outcome. */
class KplDamageITCase {

    @TempDir
    private Path folder;

    @RegisterExtension
    private static final KinesisExtension KINESIS =
            KinesisExtension.onKinesalite().withGeoApi().withFaults().build();

    @Test
    void shouldMakeADeadLetterOfWhatCannotBeTakenApart() throws IOException {
        byte[] message = aggregate(0, 3).toByteArray();
        byte[] wrongDigest = Aggregates.bytes(message);
        wrongDigest[wrongDigest.length - 1] ^= 1;
        List<Entry> damaged = List.of(
                new Entry(wrongDigest, "wrong digest"),
                new Entry(Arrays.copyOf(wrongDigest, wrongDigest.length / 2), "cut off"),
                new Entry(Aggregates.bytes(Arrays.copyOf(message, message.length - 9)), "message cut off"),
                new Entry(Aggregates.bytes(new byte[0]), "no message"),
                new Entry(Aggregates.bytes(Aggregates.withKeys("a").build()), "no user record"),
                new Entry(Aggregates.MAGIC, "magic alone"),
                new Entry(Aggregates.magicThen(SyntheticEvents.event(0).getBytes(UTF_8)), "magic and JSON"));
        KinesisJob job = KINESIS.job("damaged", folder);
        KINESIS.api().putRecords(job.events(), damaged);
        KINESIS.api().putRecords(job.events(), List.of(new Entry(Aggregates.bytes(aggregate(0, 3)), "intact")));
        job.start(KINESIS.endpoint(), KINESIS.geo());
        job.awaitOutcomes(damaged.size() + 3);

        assertAllLocated(job, 3);
        assertThat(job.letters()).hasSameSizeAs(damaged);
        for (JsonNode letter : job.letters()) {
            String key = letter.at("/origin/partitionKey").asText();
            byte[] data = damaged.stream()
                    .filter(each -> each.partitionKey().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .data();
            assertThat(letter.get("reason").asText()).as(key).isEqualTo("malformed");
            assertThat(letter.get("payloadBase64").binaryValue()).as(key).isEqualTo(data);
            assertThat(letter.get("payloadBase64").asText())
                    .as("how an operator knows an aggregate")
                    .startsWith("84maw");
        }
        assertThat(job.restarts()).isZero();
    }

    @Test
    void shouldLocateEachUserRecordWhateverIsWrongWithItsKey() {
        // The connector's own de-aggregation drops these: whole aggregates, or all that follows.
        AggregatedRecord strangeKeys = Aggregates.withKeys("own", "", "x".repeat(257))
                .addExplicitHashKeyTable("no number")
                .addRecords(userRecord(0, 0))
                .addRecords(userRecord(9, 1))
                .addRecords(userRecord(1, 2))
                .addRecords(userRecord(2, 3))
                .addRecords(userRecord(0, 4).toBuilder().setExplicitHashKeyIndex(0))
                .addRecords(userRecord(0, 5).toBuilder().setExplicitHashKeyIndex(7))
                .addRecords(userRecord(0, 6))
                .build();
        AggregatedRecord.Builder otherShards = Aggregates.withKeys(
                IntStream.range(7, 27).mapToObj(i -> "key " + i).toArray(String[]::new));
        IntStream.range(7, 27).forEach(i -> otherShards.addRecords(userRecord(i - 7, i)));
        KinesisJob job = KINESIS.job("keys", folder);
        KINESIS.api()
                .putRecords(
                        job.events(),
                        List.of(
                                new Entry(Aggregates.bytes(strangeKeys), "whole"),
                                new Entry(Aggregates.bytes(otherShards.build()), "any")));
        job.start(KINESIS.endpoint(), KINESIS.geo());
        job.awaitOutcomes(27);

        assertAllLocated(job, 27);
        assertThat(job.letters()).isEmpty();
        assertThat(job.output())
                .filteredOn(each -> KinesisJob.ids(List.of(each)).get(0) < 7)
                .extracting(Rec::partitionKey)
                .containsExactlyInAnyOrder("own", "whole", "whole", "whole", "own", "own", "own");
        assertThat(job.output())
                .filteredOn(each -> KinesisJob.ids(List.of(each)).get(0) >= 7)
                .allMatch(each -> each.partitionKey()
                        .equals("key " + KinesisJob.ids(List.of(each)).get(0)));
    }

    @Test
    void shouldCountEachUserRecordOnceWhenTheJobRestartsOrAnIteratorExpires() {
        KinesisJob job = KINESIS.job("restart", folder);
        JobProcess process = job.start(KINESIS.faulty().endpoint(), KINESIS.geo());
        KINESIS.api().putRecords(job.events(), aggregates(0, 1_000));
        job.awaitOutcomes(1_000);
        long checkpoints = job.logged("Completed checkpoint");
        process.await("a checkpoint behind them", () -> job.logged("Completed checkpoint") > checkpoints + 1);

        KINESIS.faulty().refuse("GetRecords", "InvalidArgumentException", 1);
        process.await("a restart", () -> job.restarts() == 1);
        KINESIS.api().putRecords(job.events(), aggregates(1_000, 1_500));
        job.awaitOutcomes(1_500);
        KINESIS.faulty().refuse("GetRecords", "ExpiredIteratorException", 4);
        KINESIS.api().putRecords(job.events(), aggregates(1_500, 2_000));
        job.awaitOutcomes(2_000);

        assertAllLocated(job, 2_000);
    }

    private static void assertAllLocated(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.output()).allMatch(each -> SyntheticEvents.isLocatedRight(new String(each.data(), UTF_8)));
    }

    /** Aggregates of ten. */
    private static List<Entry> aggregates(int from, int to) {
        List<Entry> entries = new ArrayList<>();
        for (int i = from; i < to; i += 10) {
            entries.add(new Entry(Aggregates.bytes(aggregate(i, i + 10)), "aggregate " + i));
        }
        return entries;
    }

    private static AggregatedRecord aggregate(int from, int to) {
        AggregatedRecord.Builder message = Aggregates.withKeys("key");
        IntStream.range(from, to).forEach(i -> message.addRecords(userRecord(0, i)));
        return message.build();
    }

    private static Record userRecord(int keyIndex, int event) {
        return Aggregates.userRecord(keyIndex, SyntheticEvents.event(event));
    }
}
