package dev.venues.connector;

import dev.venues.flink.RawRecordType;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class FirstRecordsHarnessTest {

    private final List<OneInputStreamOperatorTestHarness<RawRecord, RawRecord>> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "5, 5, 5", "6, 5, 5", "3, 0, 0"})
    void shouldPassNoMoreThanTheLimit(long limit, int records, int passed) throws Exception {
        var harness = harness(limit);
        harness.open();

        process(harness, records);

        assertThat(harness.extractOutputValues()).hasSize(passed);
    }

    /** The source reads again what came after the checkpoint. */
    @Test
    void shouldCountOnFromTheCheckpointAfterARestart() throws Exception {
        var before = harness(5);
        before.open();
        process(before, 2);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        process(before, 2);
        var after = harness(5);
        after.initializeState(checkpoint);
        after.open();

        process(after, 10);

        assertThat(after.extractOutputValues()).hasSize(3);
    }

    private OneInputStreamOperatorTestHarness<RawRecord, RawRecord> harness(long limit) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new StreamFilter<>(new FirstRecords(limit)),
                RawRecordType.INSTANCE.createSerializer(new SerializerConfigImpl()));
        open.add(harness);
        return harness;
    }

    private static void process(OneInputStreamOperatorTestHarness<RawRecord, RawRecord> harness, int records)
            throws Exception {
        for (int i = 0; i < records; i++) {
            harness.processElement(new StreamRecord<>(new RawRecord("{}".getBytes(UTF_8), Origin.file("in.jsonl"))));
        }
    }
}
