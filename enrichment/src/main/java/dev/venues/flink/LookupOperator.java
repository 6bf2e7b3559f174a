package dev.venues.flink;

import dev.venues.log.RateLimitedLog;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.YieldingOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingRunnable;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs {@link LocateVenueFunction}: keeps the records whose lookups are under way, in the checkpoints too, and lets
 * results go in the order asked for. The only code of ours that extends Flink's operators.
 *
 * <p>Differs from Flink's own async operator in four ways (docs/design-decisions.md, "An async operator of our own"): a record that is
 * answered at once takes no place; order per key; its state is in the order of arrival; no timer per record, because the
 * client keeps the deadline.
 */
final class LookupOperator extends AbstractUdfStreamOperator<EventResult, LocateVenueFunction>
        implements OneInputStreamOperator<DecodedRecord, EventResult>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final ResultOrder order;
    private final int places;
    private final transient MailboxExecutor mailbox;

    private transient StreamRecord<EventResult> reused;
    private transient LookupQueue queue;
    private transient SavedLookups lookups;
    private transient CallsOfTheMonth calls;
    private transient List<RawRecord> restored;
    private transient volatile boolean closing;

    private LookupOperator(
            LocateVenueFunction function, ResultOrder order, int places, StreamOperatorParameters<EventResult> flink) {
        super(function);
        this.order = order;
        this.places = places;
        this.mailbox = flink.getMailboxExecutor();
        this.processingTimeService = flink.getProcessingTimeService();
        setup(flink.getContainingTask(), flink.getStreamConfig(), flink.getOutput());
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        OperatorStateStore store = context.getOperatorStateStore();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        lookups = new SavedLookups(store, order);
        calls = new CallsOfTheMonth(store, task);
        restored = lookups.of(task);
    }

    @Override
    public void open() throws Exception {
        super.open();
        reused = new StreamRecord<>(null);
        queue = new LookupQueue(order, result -> output.collect(reused.replace(result)));
        registerMetrics();
        for (RawRecord record : restored) {
            lookUp(userFunction.decode(record));
        }
        restored = null;
    }

    private void registerMetrics() {
        LookupQueue waiting = queue;
        MetricGroup group = getMetricGroup().addGroup(VenuesMetric.GROUP);
        userFunction.begin(calls, group);
        group.gauge(VenuesMetric.EVENTS_IN_FLIGHT.id(), (Gauge<Integer>) waiting::size);
        group.gauge(VenuesMetric.OLDEST_LOOKUP_SECONDS.id(), (Gauge<Long>)
                () -> TimeUnit.NANOSECONDS.toSeconds(waiting.longestWaitNanos(System.nanoTime())));
        // Whoever parts the results is opened before, and in the same JVM unless its task is not ours.
        LongSupplier outcomes = OutcomeCount.of(getRuntimeContext());
        if (outcomes != null) {
            group.gauge(
                    VenuesMetric.UNACCOUNTED.id(),
                    new Unaccounted(mailbox, () -> userFunction.eventsIn() - outcomes.getAsLong() - waiting.size()));
        }
    }

    @Override
    public void processElement(StreamRecord<DecodedRecord> element) throws Exception {
        lookUp(element.getValue());
    }

    private void lookUp(DecodedRecord record) throws Exception {
        EventResult known = userFunction.withoutCall(record);
        if (known != null) {
            queue.addDone(record.raw(), known);
        } else {
            Lookup lookup = new Lookup(record.raw());
            queue.add(lookup);
            userFunction.asyncInvoke(record, lookup);
        }
        // With an order, what is known may have to wait too.
        while (queue.size() > places) {
            mailbox.yield();
        }
    }

    /** There is no event time here but its end, so nothing is lost by waiting. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        drain();
        super.processWatermark(mark);
    }

    @Override
    public void endInput() throws Exception {
        drain();
        userFunction.end();
    }

    private void drain() throws InterruptedException {
        while (queue.size() > 0) {
            mailbox.yield();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        userFunction.save(calls);
        RateLimitedLog.tellDue();
        lookups.save(queue.records());
    }

    /** Closing the client ends the lookups under way. They are in the last checkpoint, and must not leave from here too. */
    @Override
    public void close() throws Exception {
        closing = true;
        super.close();
    }

    /** One record's way through the function. */
    private final class Lookup extends LookupQueue.Entry implements ResultFuture<EventResult> {

        private Lookup(RawRecord record) {
            super(record);
        }

        @Override
        public void complete(Collection<EventResult> results) {
            if (closing) {
                return;
            }
            EventResult result = results.iterator().next();
            // On the task's own thread too: what the output throws would be lost in the client's callbacks.
            inMailbox(() -> queue.done(this, result));
        }

        /** Fails the job. */
        @Override
        public void completeExceptionally(Throwable error) {
            inMailbox(() -> {
                throw error instanceof Exception exception ? exception : new IllegalStateException(error);
            });
        }

        private void inMailbox(ThrowingRunnable<? extends Exception> work) {
            try {
                mailbox.execute(work, "a lookup's end");
            } catch (RejectedExecutionException e) {
                // The task is being cancelled: the record is in the last checkpoint, or will be read again.
                LOG.debug("A lookup ended after its task");
            }
        }
    }

    /** Makes the operator in the task that runs it. */
    @SuppressWarnings(
            "deprecation") // only so named does Flink keep it out of the thread of a legacy source, as Kinesis'
    static final class Factory extends AbstractStreamOperatorFactory<EventResult>
            implements OneInputStreamOperatorFactory<DecodedRecord, EventResult>, YieldingOperatorFactory<EventResult> {

        private static final long serialVersionUID = 1L;

        private final LocateVenueFunction function;
        private final ResultOrder order;
        private final int places;

        /**
         * @param places records whose results have not left yet; the input waits when they are taken
         */
        Factory(LocateVenueFunction function, ResultOrder order, int places) {
            this.function = function;
            this.order = order;
            this.places = places;
            this.chainingStrategy = ChainingStrategy.ALWAYS;
        }

        @Override
        @SuppressWarnings("unchecked") // Flink asks for the type that getStreamOperatorClass names
        public <T extends StreamOperator<EventResult>> T createStreamOperator(
                StreamOperatorParameters<EventResult> parameters) {
            return (T) new LookupOperator(function, order, places, parameters);
        }

        @Override
        @SuppressWarnings("rawtypes") // Flink's signature
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return LookupOperator.class;
        }
    }
}
