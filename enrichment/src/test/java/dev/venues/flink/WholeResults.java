package dev.venues.flink;

import dev.venues.lookup.flink.LookupContext;
import dev.venues.lookup.flink.LookupFunction;
import dev.venues.lookup.flink.LookupResult;
import dev.venues.lookup.limit.MonthlyCalls;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.IterationRuntimeContext;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** {@link LocateVenueFunction}, with its results whole in the main output. */
final class WholeResults implements LookupFunction<DecodedRecord, RawRecord, WholeResults.Whole> {

    private static final long serialVersionUID = 1L;

    private final LocateVenueFunction function;

    /** How often a result that leaves is counted. */
    private int counts = 1;

    WholeResults(LocateVenueFunction function) {
        this.function = function;
    }

    /** A result that leaves as it is. */
    record Whole(EventResult main) implements LookupResult<EventResult, Void> {

        @Override
        public Void side() {
            return null;
        }
    }

    void countEachThatLeaves(int times) {
        counts = times;
    }

    @Override
    public void runBy(LookupContext context) {
        function.runBy(context);
    }

    @Override
    public Whole known(DecodedRecord record) {
        EventResult known = function.known(record);
        return known == null ? null : new Whole(known);
    }

    @Override
    public void ask(DecodedRecord record, Completion<Whole> completion) {
        function.ask(record, new Completion<>() {
            @Override
            public void complete(EventResult result) {
                completion.complete(new Whole(result));
            }

            @Override
            public void fail(Throwable error) {
                completion.fail(error);
            }
        });
    }

    @Override
    public void left(Whole result) {
        for (int i = 0; i < counts; i++) {
            function.left(result.main);
        }
    }

    @Override
    public RawRecord saved(DecodedRecord record) {
        return function.saved(record);
    }

    @Override
    public DecodedRecord restored(RawRecord saved) {
        return function.restored(saved);
    }

    @Override
    public MonthlyCalls calls() {
        return function.calls();
    }

    @Override
    public void endInput() {
        function.endInput();
    }

    @Override
    public void asyncInvoke(DecodedRecord record, ResultFuture<Whole> future) {
        throw new UnsupportedOperationException("for LookupOperator only");
    }

    @Override
    public void open(OpenContext context) {
        function.open(context);
    }

    @Override
    @SuppressWarnings("deprecation") // Flink's interface
    public void open(org.apache.flink.configuration.Configuration parameters) {
        throw new UnsupportedOperationException("the other open");
    }

    @Override
    public void close() {
        function.close();
    }

    @Override
    public RuntimeContext getRuntimeContext() {
        return function.getRuntimeContext();
    }

    @Override
    public IterationRuntimeContext getIterationRuntimeContext() {
        return function.getIterationRuntimeContext();
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        function.setRuntimeContext(context);
    }
}
