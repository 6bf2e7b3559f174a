package dev.venues.lookup.flink;

import dev.venues.lookup.LookupStatistics;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.client.KnownAnswers;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.client.LookupClientBuilder;
import dev.venues.lookup.limit.JobShare;
import dev.venues.lookup.limit.MonthlyCalls;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One client per JVM and job, shared by the subtasks that run there: the first one to acquire it opens it, the
 * last one to close its share closes it. Each subtask holds an instance of its own.
 *
 * <p>All of them see the same numbers, so only one of them {@link #reports}: the sum over the subtasks is then
 * the truth.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class SharedLookupClient<Q, A> implements AutoCloseable {

    /**
     * Who holds a share.
     *
     * @param job the job's id
     * @param index of the subtask
     * @param parallelism of its operator
     * @param attempt from 0: above, the job has started again, and what had ended here may be elsewhere
     */
    public record Subtask(String job, int index, int parallelism, int attempt) {}

    /**
     * What makes a client. Equal ones of a job share one client.
     *
     * @param settings all that tells two clients of a job apart, by {@code equals}
     * @param builder begins it, with all of its options
     */
    public record Recipe<Q, A>(Object settings, Supplier<LookupClientBuilder<Q, A>> builder) {}

    private record Key(String job, Object settings) {}

    /**
     * The time in which an instance reports, so that nobody counts what another has counted.
     *
     * @param until null while it lasts
     */
    private record ReportingPeriod(LookupStatistics from, LookupStatistics until) {

        private static final ReportingPeriod NONE =
                new ReportingPeriod(LookupStatistics.NOTHING, LookupStatistics.NOTHING);
    }

    /** So many jobs whose subtasks here have all ended are remembered: others may be about to begin. */
    private static final int MAX_ENDED = 16;

    private static final Map<Key, SharedStack<?, ?>> OPEN = new HashMap<>();

    private static final Map<Key, JobShare> ENDED = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, JobShare> eldest) {
            return size() > MAX_ENDED;
        }
    };

    private final Key key;
    private final Subtask subtask;
    private final SharedStack<Q, A> stack;
    private final KnownAnswers<Q, A> known;
    private volatile ReportingPeriod period = ReportingPeriod.NONE;
    private volatile boolean reports;
    private boolean begun;
    private boolean ended;
    private boolean closed;

    private SharedLookupClient(Key key, Subtask subtask, SharedStack<Q, A> stack) {
        this.key = key;
        this.subtask = subtask;
        this.stack = stack;
        this.known = stack.client.ofOneThread();
    }

    /** Takes a share in the job's client, and opens it if this is the first. */
    public static <Q, A> SharedLookupClient<Q, A> acquire(Subtask subtask, Recipe<Q, A> recipe) {
        synchronized (OPEN) {
            Key key = new Key(subtask.job, recipe.settings);
            @SuppressWarnings("unchecked") // equal settings make clients of one kind
            SharedStack<Q, A> stack =
                    (SharedStack<Q, A>) OPEN.computeIfAbsent(key, absent -> open(absent, subtask, recipe));
            SharedLookupClient<Q, A> shared = new SharedLookupClient<>(key, subtask, stack);
            stack.share.add(subtask.index, subtask.parallelism);
            stack.holders.add(shared);
            if (stack.holders.size() == 1) {
                shared.report(LookupStatistics.NOTHING);
            }
            return shared;
        }
    }

    private static <Q, A> SharedStack<Q, A> open(Key key, Subtask first, Recipe<Q, A> recipe) {
        LookupClientBuilder<Q, A> builder = recipe.builder.get();
        JobShare left = ENDED.remove(key);
        JobShare share = left == null || first.attempt > 0
                ? new JobShare(builder.options().calls())
                : left;
        return new SharedStack<>(
                builder.options().budget(), share, builder.share(share).open());
    }

    /**
     * Fills the cache with answers from before the start. The first subtask here that comes reads them, the others wait
     * until it has.
     */
    public void warm(PastAnswers<Q, A> past) {
        stack.warm(past);
    }

    /** See {@link LookupClient#lookUp}. */
    public CompletionStage<A> lookUp(Q query) {
        return stack.client.lookUp(query);
    }

    /**
     * The answer, if it is remembered; null if somebody has to be asked, which {@link #lookUp} does. Never waits. For the
     * subtask's own thread.
     */
    public A known(Q query) {
        return known.get(query);
    }

    /** Whether this instance is the one that reports. */
    public boolean reports() {
        return reports;
    }

    /** What the client did while this instance was the one that reports, and how it stands if it is the one now. */
    public LookupStatistics reported() {
        ReportingPeriod mine = period;
        return mine.until == null
                ? stack.client.statistics().since(mine.from)
                : mine.until.since(mine.from).withoutState();
    }

    /** The latencies of the last requests, as {@link LookupClient#latenciesMs}; empty unless this instance reports. */
    public double[] reportedLatenciesMs() {
        return reports ? stack.client.latenciesMs() : new double[0];
    }

    /** How long the last requests waited in line, as {@link LookupClient#waitsMs}; empty unless this instance reports. */
    public double[] reportedWaitsMs() {
        return reports ? stack.client.waitsMs() : new double[0];
    }

    /** What a million events cost here so far, in the user's currency; 0 before the first; 0 unless this instance reports. */
    public double reportedCostPerMillionEvents() {
        return reports ? stack.costPerMillionEvents() : 0;
    }

    /**
     * Has the cost shared out over a subtask's events, too.
     *
     * @param events that came so far, on any thread
     */
    public void countEvents(LongSupplier events) {
        stack.countEvents(events);
    }

    /** Takes up the calls of the month that this subtask's checkpoint knows of. Before the first lookup. */
    public void begin(MonthlyCalls restored) {
        stack.client.budget().begin(subtask.index, restored);
        begun = true;
    }

    /** Calls of this month that this subtask answers for, once it has {@link #begin begun}: their sum is the job's. */
    public MonthlyCalls calls() {
        return stack.client.budget().of(subtask.index);
    }

    /** Notes that this subtask needs nothing any more, so that the others here may have its part. */
    public void end() {
        ended = true;
    }

    /** Gives the share back. Doing so again has no effect. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (closed) {
                return;
            }
            closed = true;
            // Its calls first: with them and without its part the others would seem to have used theirs up.
            if (begun) {
                stack.client.budget().leave(subtask.index, ended);
            }
            stack.share.remove(subtask.index, ended);
            stack.holders.remove(this);
            if (stack.holders.isEmpty()) {
                // The last one goes on reporting what was: its metrics outlive it by a moment.
                OPEN.remove(key);
                if (ended && stack.share.hasEnded()) {
                    ENDED.put(key, stack.share);
                }
                stack.client.close();
            } else if (reports) {
                LookupStatistics now = stack.client.statistics();
                reports = false;
                period = new ReportingPeriod(period.from, now);
                stack.holders.get(0).report(now);
            }
        }
    }

    private void report(LookupStatistics from) {
        period = new ReportingPeriod(from, null);
        reports = true;
    }
}
