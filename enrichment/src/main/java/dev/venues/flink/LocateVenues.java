package dev.venues.flink;

import dev.venues.codec.EventPointers;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Adds the lookup to a job graph: runs {@link LocateVenueFunction} over decoded records. */
public final class LocateVenues {

    private LocateVenues() {}

    /**
     * @param places records per subtask whose results have not left yet; the input waits when they are taken
     */
    public static SingleOutputStreamOperator<EventResult> apply(
            DataStream<DecodedRecord> decoded, LocateVenueFunction function, ResultOrder order, int places) {
        return decoded.transform(
                "locate", TypeInformation.of(EventResult.class), new LookupOperator.Factory(function, order, places));
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
