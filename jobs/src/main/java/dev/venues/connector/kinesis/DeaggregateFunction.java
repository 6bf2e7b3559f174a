package dev.venues.connector.kinesis;

import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Kinesis record → its user records, each with the origin of the whole and its own partition key. Never fails. */
final class DeaggregateFunction implements FlatMapFunction<RawRecord, RawRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(RawRecord whole, Collector<RawRecord> out) {
        if (!Aggregate.mayBe(whole.payload())) {
            out.collect(whole);
            return;
        }
        Origin origin = whole.origin();
        for (Aggregate.UserRecord each : Aggregate.userRecords(whole.payload(), origin.partitionKey())) {
            out.collect(new RawRecord(
                    each.data(),
                    Origin.kinesis(origin.stream(), origin.shard(), origin.sequence(), each.partitionKey())));
        }
    }
}
