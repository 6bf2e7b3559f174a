package dev.venues.lookup.flink;

import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.limit.JobShare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What the subtasks of a job share in one JVM. Who holds it is for the lock of whoever hands it out.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class SharedStack<Q, A> {

    final JobShare share;
    final LookupClient<Q, A> client;
    final List<SharedLookupClient<Q, A>> holders = new ArrayList<>();
    private final List<LongSupplier> events = new CopyOnWriteArrayList<>();
    private final LookupOptions.Budget budget;
    private boolean warm;

    SharedStack(LookupOptions.Budget budget, JobShare share, LookupClient<Q, A> client) {
        this.budget = budget;
        this.share = share;
        this.client = client;
    }

    /** Fills the cache, if nobody has yet; waits for whoever is doing so. */
    synchronized void warm(PastAnswers<Q, A> past) {
        if (!warm) {
            warm = true;
            client.warm(past);
        }
    }

    /**
     * Has the cost shared out over a subtask's events, too.
     *
     * @param count of those that came so far, on any thread
     */
    void countEvents(LongSupplier count) {
        events.add(count);
    }

    /** What a million events cost here so far, in the user's currency; 0 before the first. */
    double costPerMillionEvents() {
        long sum = events.stream().mapToLong(LongSupplier::getAsLong).sum();
        double cost = client.statistics().calls().requests() * budget.pricePer1000Calls() / 1_000;
        return sum > 0 ? cost / sum * 1_000_000 : 0;
    }
}
