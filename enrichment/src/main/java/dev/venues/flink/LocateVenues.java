package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.lookup.flink.KeyPartitioner;
import dev.venues.lookup.flink.LookupOperator;
import dev.venues.lookup.flink.Queueing;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.lookup.flink.Saving;
import dev.venues.model.DeadLetter;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Adds the lookup to a job graph: runs {@link LocateVenueFunction} over decoded records. */
public final class LocateVenues {

    /** The side output of the events that could not be enriched. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private static final Saving<RawRecord> SAVING = new Saving<>(RawRecordSerializer.INSTANCE, OrderKey::of);

    /** Located events, with dead letters beside them. */
    public static SingleOutputStreamOperator<EnrichedEvent> apply(
            DataStream<DecodedRecord> decoded, LocateVenueFunction function, Queueing queueing) {
        return decoded.transform("locate", TypeInformation.of(EnrichedEvent.class), operator(function, queueing));
    }

    private LocateVenues() {}

    static LookupOperator.Factory<DecodedRecord, RawRecord, EventResult, EnrichedEvent, DeadLetter> operator(
            LocateVenueFunction function, Queueing queueing) {
        return new LookupOperator.Factory<>(function, queueing, SAVING, DEAD_LETTERS);
    }

    /**
     * How records are spread over the subtasks, and the order that this allows.
     *
     * @param order in which results leave; with {@link ResultOrder#KEYED} the records of a key go to one subtask
     * @param byVenue whether each venue is asked for once in the whole job, which no order survives
     * @param oneJvm whether one JVM runs all subtasks: they share lookups and answers, so that for one call per venue no
     *     record has to leave its subtask
     */
    public record Spreading(ResultOrder order, boolean byVenue, boolean oneJvm) {

        /** Whether records go from one task to another before they are located. */
        public boolean leavesTask() {
            return order == ResultOrder.KEYED || byVenue && !oneJvm;
        }

        /** The records where they are to be located. */
        public DataStream<RawRecord> over(DataStream<RawRecord> records, EventPointers pointers) {
            if (!leavesTask()) {
                return records;
            }
            return order == ResultOrder.KEYED
                    ? records.partitionCustom(new KeyPartitioner(), new OrderKey())
                    : records.partitionCustom(new KeyPartitioner(), new VenueKey(pointers));
        }
    }
}
