package dev.venues.flink;

import com.sun.management.ThreadMXBean;
import dev.venues.codec.EventPointers;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What an event costs whose venue is known: counted in bytes, because seconds depend on the machine. */
class WarmPathTest {

    private static final int EVENTS = 20_000;

    private static final byte[] EVENT =
            ("{\"id\":\"e-17\",\"source\":\"meetup\",\"title\":\"State without tears 2027: day 1\",\"startsAt\":"
                            + "\"2027-03-04T20:00:00+01:00\",\"price\":12.50,\"url\":\"https://events.example/meetup/e-17\",\"venue\":"
                            + "{\"name\":\"Berghain\",\"city\":\"Berlin\",\"country\":\"DE\",\"latitude\":null,\"longitude\":null}}")
                    .getBytes(UTF_8);

    private final DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);
    private StubGeoApi api;
    private OneInputStreamOperatorTestHarness<DecodedRecord, EventResult> harness;
    private LocateVenueFunction function;

    @BeforeEach
    void open() throws Exception {
        api = new StubGeoApi();
        function = new LocateVenueFunction(EventPointers.DEFAULT, api.settings());
        decoder.open(DefaultOpenContext.INSTANCE);
        harness = LookupHarness.of(LookupHarness.operator(function, ResultOrder.UNORDERED, 10), 1, 0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        api.close();
    }

    @Test
    void shouldSpendLittleMoreThanTheResultOnAnEventWhoseVenueIsKnown() throws Exception {
        RawRecord record = new RawRecord(EVENT, Origin.kinesis("events", "shardId-000000000000", "49", "k"));
        harness.processElement(decoder.map(record), 0);
        harness.endInput();
        EventResult result = function.known(decoder.map(record));
        assertThat(result.outcome()).isEqualTo(Outcome.FOUND);
        pass(record);

        long bytes = pass(record);

        assertThat(bytes / EVENTS).isLessThan(result.main().payload().length + 500);
    }

    private long pass(RawRecord record) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVENTS; i++) {
            function.known(decoder.map(record));
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
