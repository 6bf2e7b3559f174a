package dev.venues.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.BitSet;
import java.util.Random;

/** PutRecords of which Kinesis takes one part and turns down the other. Safe for many threads. */
final class PartialFailure {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(7);
    private final double share;

    /** @param share how much of the records is turned down, above 0 to 1 */
    PartialFailure(double share) {
        this.share = share;
    }

    /**
     * A request in two parts.
     *
     * @param accepted the request without what is turned down; null if that is everything
     * @param turnedDown by position in the whole request
     * @param records in the whole request
     */
    record Split(byte[] accepted, BitSet turnedDown, int records) {

        /** The answer to the whole request, from that to the accepted part. */
        byte[] answer(byte[] toAccepted) throws IOException {
            JsonNode taken = JSON.readTree(toAccepted).path("Records");
            ObjectNode answer = JSON.createObjectNode().put("FailedRecordCount", turnedDown.cardinality());
            ArrayNode results = answer.putArray("Records");
            int next = 0;
            for (int i = 0; i < records; i++) {
                if (turnedDown.get(i)) {
                    results.addObject()
                            .put("ErrorCode", "ProvisionedThroughputExceededException")
                            .put("ErrorMessage", "Rate exceeded for shard, as the test wants");
                } else {
                    results.add(taken.get(next++));
                }
            }
            return JSON.writeValueAsBytes(answer);
        }
    }

    synchronized Split split(byte[] request) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(request);
        ArrayNode accepted = JSON.createArrayNode();
        BitSet turnedDown = new BitSet();
        int records = 0;
        for (JsonNode each : json.path("Records")) {
            if (random.nextDouble() < share) {
                turnedDown.set(records);
            } else {
                accepted.add(each);
            }
            records++;
        }
        byte[] rest = accepted.isEmpty() ? null : JSON.writeValueAsBytes(json.set("Records", accepted));
        return new Split(rest, turnedDown, records);
    }
}
