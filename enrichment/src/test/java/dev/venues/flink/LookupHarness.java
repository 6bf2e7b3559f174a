package dev.venues.flink;

import dev.venues.lookup.flink.LookupOperator;
import dev.venues.lookup.flink.Queueing;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.lookup.flink.Saving;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The lookup's operator in Flink's harness. Results leave it whole, by one output, so that their outcome can be seen. */
final class LookupHarness {

    private static final int MAX_PARALLELISM = 128;

    private LookupHarness() {}

    /** The operator that {@link LocateVenues} adds to a job, but for its outputs. */
    static LookupOperator.Factory<DecodedRecord, RawRecord, WholeResults.Whole, EventResult, Void> operator(
            LocateVenueFunction function, ResultOrder order, int places) {
        return operator(new WholeResults(function), order, places);
    }

    static LookupOperator.Factory<DecodedRecord, RawRecord, WholeResults.Whole, EventResult, Void> operator(
            WholeResults function, ResultOrder order, int places) {
        return new LookupOperator.Factory<>(
                function,
                new Queueing(order, places),
                new Saving<>(RawRecordSerializer.INSTANCE, OrderKey::of),
                new OutputTag<>("none", TypeInformation.of(Void.class)));
    }

    static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> of(
            LocateVenueFunction function, ResultOrder order, int places) throws Exception {
        return of(operator(function, order, places), 1, 0);
    }

    static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> of(
            LookupOperator.Factory<DecodedRecord, ?, ?, EventResult, ?> operator, int parallelism, int subtask)
            throws Exception {
        return of(operator, new JobID(), parallelism, subtask);
    }

    /** Subtasks of one job share a client, as in one TaskManager. */
    static OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> of(
            LookupOperator.Factory<DecodedRecord, ?, ?, EventResult, ?> operator,
            JobID job,
            int parallelism,
            int subtask)
            throws Exception {
        return of(operator, job, parallelism, subtask, EventResult.class);
    }

    private static <OUT> OneInputStreamOperatorTestHarness<DecodedRecord, OUT> of(
            LookupOperator.Factory<DecodedRecord, ?, ?, OUT, ?> operator,
            JobID job,
            int parallelism,
            int subtask,
            Class<OUT> output)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<DecodedRecord, OUT>(
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
        harness.setup(TypeInformation.of(output).createSerializer(new ExecutionConfig().getSerializerConfig()));
        return harness;
    }

    /** The operator as it is in a job. */
    static OneInputStreamOperatorTestHarness<DecodedRecord, EnrichedEvent> inAJob(
            LocateVenueFunction function, ResultOrder order, int places) throws Exception {
        return of(LocateVenues.operator(function, new Queueing(order, places)), new JobID(), 1, 0, EnrichedEvent.class);
    }
}
