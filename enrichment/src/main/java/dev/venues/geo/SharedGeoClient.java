package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.codec.PastAnswers;
import dev.venues.model.VenueQuery;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * One client stack per JVM and job, shared by the subtasks that run there: the first one to acquire it opens it, the
 * last one to close its share closes it. Each subtask holds an instance of its own.
 *
 * <p>All of them see the same numbers, so only one of them {@link #reported reports}: the sum over the subtasks is then
 * the truth.
 */
public final class SharedGeoClient implements GeoClient {

    private record Key(String job, GeoSettings settings) {}

    /**
     * The time in which an instance reports, so that nobody counts what another has counted. The counters of both ends are
     * those of the stack, or a copy that stands still.
     */
    private record Turn(GeoStats from, GeoStats until) {

        private static final GeoStats NOTHING = new GeoStats();
        private static final Turn NONE = new Turn(NOTHING, NOTHING);

        long count(ToLongFunction<GeoStats> figure) {
            return figure.applyAsLong(until) - figure.applyAsLong(from);
        }
    }

    private static final int NOT_BEGUN = -1;

    private static final Map<Key, SharedStack> OPEN = new HashMap<>();

    private final Key key;
    private final SharedStack entry;
    private final int parallelism;
    private final RecentAnswers recentAnswers = new RecentAnswers();
    private final GeoStats.Hits recentHits;
    private volatile Turn turn = Turn.NONE;
    private volatile boolean reports;
    private volatile int subtask = NOT_BEGUN;
    private boolean ended;
    private boolean closed;

    private SharedGeoClient(Key key, SharedStack entry, int parallelism) {
        this.key = key;
        this.entry = entry;
        this.parallelism = parallelism;
        this.recentHits = entry.stats.hitsOfOneThread();
    }

    /**
     * Takes a share in the job's client, and opens it if this is the first.
     *
     * @param job the job's id
     * @param parallelism of the operator that the caller is a subtask of
     */
    public static SharedGeoClient acquire(String job, GeoSettings settings, int parallelism) {
        synchronized (OPEN) {
            Key key = new Key(job, settings);
            SharedStack entry = OPEN.computeIfAbsent(key, k -> new SharedStack(settings));
            SharedGeoClient shared = new SharedGeoClient(key, entry, parallelism);
            entry.share.add(parallelism);
            entry.holders.add(shared);
            if (entry.holders.size() == 1) {
                shared.report(Turn.NOTHING);
            }
            return shared;
        }
    }

    /**
     * Fills the cache with answers from before the start. The first subtask here that comes reads them, the others wait
     * until it has.
     */
    public void warm(PastAnswers past) {
        entry.warm(past);
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        return entry.stack.locate(query);
    }

    /**
     * The answer, if it is remembered; null if somebody has to be asked, which {@link #locate} does. Never waits. For the
     * subtask's own thread.
     */
    public Located known(VenueQuery query) {
        Located recent = recentAnswers.get(query, entry.stack.moment());
        if (recent != null) {
            recentHits.increment();
            return recent;
        }
        Located known = entry.stack.known(query);
        if (known != null) {
            recentAnswers.put(query, known);
        }
        return known;
    }

    /** Whether this instance is the one that reports. */
    public boolean reports() {
        return reports;
    }

    /** Event loops and timers of the HTTP clients in this JVM, of whatever job. */
    public static long httpThreads() {
        return HttpClients.threads();
    }

    /** Bytes of direct memory that the HTTP clients of this job's class loader hold. */
    public static long directBytes() {
        return HttpClients.directBytes();
    }

    /** How much a counter of the shared stack has grown while this instance was the one that reports. */
    public long reported(ToLongFunction<GeoStats> counter) {
        return turn.count(counter);
    }

    /** The latencies of the last requests, as {@link GeoStats#latenciesMs}; empty unless this instance reports. */
    public double[] reportedLatenciesMs() {
        return reports ? entry.stats.latenciesMs() : new double[0];
    }

    /** Requests under way in this JVM; 0 unless this instance reports. */
    public int reportedInFlight() {
        return reports ? entry.stack.inFlight() : 0;
    }

    /** Requests that may be under way in this JVM; 0 unless this instance reports. */
    public int reportedConcurrencyLimit() {
        return reports ? entry.stack.concurrencyLimit() : 0;
    }

    /** Requests that wait in line for the limits; 0 unless this instance reports. */
    public int reportedInLine() {
        return reports ? entry.stack.inLine() : 0;
    }

    /** Requests a second that this JVM may start, 0 for no limit; 0 unless this instance reports. */
    public double reportedRateLimit() {
        return reports ? entry.stack.ratePerSecond() : 0;
    }

    /** How long the last requests waited in line, as {@link GeoStats#waitsMs}; empty unless this instance reports. */
    public double[] reportedWaitsMs() {
        return reports ? entry.stats.waitsMs() : new double[0];
    }

    /**
     * Takes up the calls of the month that this subtask's checkpoint knows of. Before the first lookup.
     *
     * @param subtask the caller's index
     */
    public void begin(int subtask, MonthlyCalls restored) {
        entry.stack.budget().begin(subtask, restored);
        this.subtask = subtask;
    }

    /** Calls of this month that this subtask answers for, once it has {@link #begin begun}: their sum is the job's. */
    public MonthlyCalls calls() {
        return entry.stack.budget().of(subtask);
    }

    /** Notes that this subtask needs nothing any more, so that the others here may have what is left of its part. */
    public void end() {
        ended = true;
    }

    /** 1 while no call is made because this JVM's part of the month's budget is used up; 0 unless this instance reports. */
    public int reportedBudgetUsedUp() {
        return reports && !entry.stack.budget().pause().isZero() ? 1 : 0;
    }

    /**
     * Has the cost shared out over a subtask's events, too.
     *
     * @param events that came so far, on any thread
     */
    public void countEvents(LongSupplier events) {
        entry.countEvents(events);
    }

    /** What a million events cost here so far, in the user's currency; 0 before the first; 0 unless this instance reports. */
    public double reportedCostPerMillionEvents() {
        return reports ? entry.costPerMillionEvents() : 0;
    }

    /** 1 while the API is taken to be down, else 0; 0 unless this instance reports. */
    public int reportedCircuitOpen() {
        return reports
                        && switch (entry.stack.circuitState()) {
                            case OPEN, HALF_OPEN -> true;
                            case CLOSED, PAUSED -> false;
                        }
                ? 1
                : 0;
    }

    /** 1 while the API asks for a pause, else 0; 0 unless this instance reports. */
    public int reportedPaused() {
        return reports && entry.stack.circuitState() == Circuit.State.PAUSED ? 1 : 0;
    }

    /** For how long the API has been callable, or has not; 0 unless this instance reports. */
    public long reportedCircuitStateSeconds() {
        return reports ? entry.stack.circuitStateSeconds() : 0;
    }

    /** Answers remembered in this JVM; 0 unless this instance reports. */
    public long reportedCacheSize() {
        return reports ? entry.stack.cacheSize() : 0;
    }

    /** An estimate of the bytes that they take; 0 unless this instance reports. */
    public long reportedCacheBytes() {
        return reports ? entry.stack.cacheBytes() : 0;
    }

    /** HTTP clients that this JVM holds open for this job's class loader; 0 unless this instance reports. */
    public int reportedHttpClients() {
        return reports ? HttpClients.live() : 0;
    }

    /** TCP connections to the API that are open in this JVM; 0 unless this instance reports. */
    public int reportedOpenConnections() {
        return reports ? entry.stack.openConnections() : 0;
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
            if (subtask != NOT_BEGUN) {
                entry.stack.budget().leave(subtask, ended);
            }
            entry.share.remove(parallelism);
            entry.holders.remove(this);
            if (entry.holders.isEmpty()) {
                // The last one goes on reporting what was: its metrics outlive it by a moment.
                OPEN.remove(key);
                entry.stack.close();
            } else if (reports) {
                GeoStats now = entry.stats.standing();
                reports = false;
                turn = new Turn(turn.from, now);
                entry.holders.get(0).report(now);
            }
        }
    }

    private void report(GeoStats from) {
        turn = new Turn(from, entry.stats);
        reports = true;
    }
}
