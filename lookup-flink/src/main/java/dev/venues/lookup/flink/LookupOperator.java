package dev.venues.lookup.flink;

import dev.venues.lookup.log.RateLimitedLog;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
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
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs a {@link LookupFunction}: keeps the records whose lookups are under way, in the checkpoints too, and lets
 * results go in the order asked for, to the main output or the side output. The only code of ours that extends Flink's
 * operators.
 *
 * <p>Differs from Flink's own async operator in five ways (docs/design-decisions.md, "An async operator of our own"): a record that is
 * answered at once takes no place; order per key; its state is in the order of arrival; no timer per record, because the
 * client keeps the deadline; a side output.
 *
 * @param <IN> a record
 * @param <S> what a checkpoint keeps of a record
 * @param <R> a result
 * @param <OUT> what leaves by the main output
 * @param <SIDE> what leaves by the side output
 */
public final class LookupOperator<IN, S, R extends LookupResult<OUT, SIDE>, OUT, SIDE>
        extends AbstractUdfStreamOperator<OUT, LookupFunction<IN, S, R>>
        implements OneInputStreamOperator<IN, OUT>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final Queueing queueing;
    private final transient Saving<S> saving;
    private final OutputTag<SIDE> side;
    private final transient MailboxExecutor mailbox;

    private transient StreamRecord<OUT> reused;
    private transient StreamRecord<SIDE> reusedSide;
    private transient LookupQueue<S, R> queue;
    private transient SavedLookups<S> lookups;
    private transient CallsOfTheMonth calls;
    private transient List<S> restored;
    private transient volatile boolean closing;

    private LookupOperator(Factory<IN, S, R, OUT, SIDE> made, StreamOperatorParameters<OUT> flink) {
        super(made.function);
        this.queueing = made.queueing;
        this.saving = made.saving;
        this.side = made.side;
        this.mailbox = flink.getMailboxExecutor();
        this.processingTimeService = flink.getProcessingTimeService();
        setup(flink.getContainingTask(), flink.getStreamConfig(), flink.getOutput());
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        OperatorStateStore store = context.getOperatorStateStore();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        lookups = new SavedLookups<>(store, queueing.order(), saving);
        calls = new CallsOfTheMonth(store, task, YearMonth.now(ZoneOffset.UTC));
        restored = lookups.of(task);
    }

    @Override
    public void open() throws Exception {
        reused = new StreamRecord<>(null);
        reusedSide = new StreamRecord<>(null);
        queue = new LookupQueue<>(queueing.order(), saving.orderKey(), this::leave, System::nanoTime);
        userFunction.runBy(new LookupContext(queue, mailbox, calls.restored()));
        super.open();
        for (S record : restored) {
            lookUp(userFunction.restored(record));
        }
        restored = null;
    }

    private void leave(R result) {
        userFunction.left(result);
        OUT main = result.main();
        if (main != null) {
            output.collect(reused.replace(main));
        } else {
            output.collect(side, reusedSide.replace(result.side()));
        }
    }

    @Override
    public void processElement(StreamRecord<IN> element) throws Exception {
        lookUp(element.getValue());
    }

    private void lookUp(IN record) throws Exception {
        R known = userFunction.known(record);
        if (known != null) {
            queue.addDone(userFunction.saved(record), known);
        } else {
            Lookup lookup = new Lookup(userFunction.saved(record));
            queue.add(lookup);
            userFunction.ask(record, lookup);
        }
        // With an order, what is known may have to wait too.
        while (queue.size() > queueing.places()) {
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
        userFunction.endInput();
    }

    private void drain() throws InterruptedException {
        while (queue.size() > 0) {
            mailbox.yield();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        calls.save(userFunction.calls());
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
    private final class Lookup extends LookupQueue.Entry<S, R> implements LookupFunction.Completion<R> {

        private Lookup(S record) {
            super(record, System.nanoTime());
        }

        @Override
        public void complete(R result) {
            if (closing) {
                return;
            }
            // On the task's own thread too: what the output throws would be lost in the client's callbacks.
            inMailbox(() -> queue.done(this, result));
        }

        @Override
        public void fail(Throwable error) {
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
    public static final class Factory<IN, S, R extends LookupResult<OUT, SIDE>, OUT, SIDE>
            extends AbstractStreamOperatorFactory<OUT>
            implements OneInputStreamOperatorFactory<IN, OUT>, YieldingOperatorFactory<OUT> {

        private static final long serialVersionUID = 1L;

        private final LookupFunction<IN, S, R> function;
        private final Queueing queueing;
        private final Saving<S> saving;
        private final OutputTag<SIDE> side;

        /**
         * @param side names the side output
         */
        public Factory(LookupFunction<IN, S, R> function, Queueing queueing, Saving<S> saving, OutputTag<SIDE> side) {
            this.function = function;
            this.queueing = queueing;
            this.saving = saving;
            this.side = side;
            this.chainingStrategy = ChainingStrategy.ALWAYS;
        }

        @Override
        @SuppressWarnings("unchecked") // Flink asks for the type that getStreamOperatorClass names
        public <T extends StreamOperator<OUT>> T createStreamOperator(StreamOperatorParameters<OUT> parameters) {
            return (T) new LookupOperator<>(this, parameters);
        }

        @Override
        @SuppressWarnings("rawtypes") // Flink's signature
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return LookupOperator.class;
        }
    }
}
