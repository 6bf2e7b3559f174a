package dev.venues.flink;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The lookup's operator in Flink's harness. */
final class LookupHarness {

    private static final int MAX_PARALLELISM = 128;

    private LookupHarness() {}

    static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> of(
            LocateVenueFunction function, ResultOrder order, int places) throws Exception {
        return of(new LookupOperator.Factory(function, order, places), 1, 0);
    }

    static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> of(
            LookupOperator.Factory operator, int parallelism, int subtask) throws Exception {
        return of(operator, new JobID(), parallelism, subtask);
    }

    /** Subtasks of one job share a client, as in one TaskManager. */
    static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> of(
            LookupOperator.Factory operator, JobID job, int parallelism, int subtask) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<DecodedRecord, EventResult>(
                operator,
                new MockEnvironmentBuilder()
                        .setJobID(job)
                        .setMaxParallelism(MAX_PARALLELISM)
                        .setParallelism(parallelism)
                        .setSubtaskIndex(subtask)
                        .build());
        harness.getStreamConfig()
                .setupNetworkInputs(TypeInformation.of(DecodedRecord.class)
                        .createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.getStreamConfig().serializeAllConfigs();
        harness.setup(
                TypeInformation.of(EventResult.class).createSerializer(new ExecutionConfig().getSerializerConfig()));
        return harness;
    }
}
