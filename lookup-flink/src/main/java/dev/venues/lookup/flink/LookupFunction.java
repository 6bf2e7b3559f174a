package dev.venues.lookup.flink;

import dev.venues.lookup.limit.MonthlyCalls;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;

/**
 * An async function that can also say at once what needs no call, and whose records can lie in a checkpoint. Flink's own async
 * operator runs it by {@link #asyncInvoke} alone; {@link LookupOperator} runs it by all of it.
 *
 * @param <IN> a record
 * @param <S> what a checkpoint keeps of a record whose lookup is under way
 * @param <R> a result
 */
public interface LookupFunction<IN, S, R> extends AsyncFunction<IN, R>, RichFunction {

    /** Called before it is opened, by the operator that is going to run it. Not called by Flink's own. */
    void runBy(LookupContext context);

    /**
     * The result of a record for which nobody has to be asked; null for all others, which {@link #ask} takes. Costs no future.
     * On the task's thread, once for each record.
     */
    R known(IN record);

    /** Asks about a record that {@link #known} had no result for. On the task's thread; never blocks. */
    void ask(IN record, Completion<R> completion);

    /** Takes each result when it leaves. On the task's thread. */
    void left(R result);

    S saved(IN record);

    IN restored(S saved);

    /** Calls of this month that the subtask answers for. */
    MonthlyCalls calls();

    /** Notes that no record comes any more, and that none is under way. */
    void endInput();

    /** Takes the end of a lookup, on any thread. */
    interface Completion<R> {

        void complete(R result);

        /** Fails the job. */
        void fail(Throwable error);
    }
}
