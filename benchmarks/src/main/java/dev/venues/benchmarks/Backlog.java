package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.EventGenerator;
import dev.venues.testing.kinesis.Aggregates;
import dev.venues.testing.kinesis.KinesisApi;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fills a stream with generated events. */
final class Backlog {

    /** About 25 KB, a whole payload unit, as the KPL would make under load. */
    static final int EVENTS_PER_AGGREGATE = 85;

    private static final int RECORDS_AT_ONCE = 500;

    private Backlog() {}

    /**
     * @param perRecord how many events are in a record; 1 for records that are no aggregates
     */
    static void write(KinesisApi api, String stream, EventGenerator generator, long events, int perRecord) {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        for (long number = 0; number < events; ) {
            List<String> together = new ArrayList<>();
            while (number < events && together.size() < perRecord) {
                together.add(generator.event(number++));
            }
            byte[] data = perRecord == 1 ? together.get(0).getBytes(StandardCharsets.UTF_8) : aggregate(together);
            bytes += data.length;
            entries.add(new Entry(data, "key-" + number));
            if (entries.size() == RECORDS_AT_ONCE || number == events) {
                api.putRecords(stream, entries);
                entries.clear();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %,d events of %.0f bytes, %d a record%n",
                stream,
                events,
                (double) bytes / events,
                perRecord);
    }

    private static byte[] aggregate(List<String> events) {
        AggregatedRecord.Builder aggregate = Aggregates.withKeys("key");
        events.forEach(event -> aggregate.addRecords(Aggregates.userRecord(0, event)));
        return Aggregates.bytes(aggregate.build());
    }
}
