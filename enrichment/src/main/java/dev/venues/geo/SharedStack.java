package dev.venues.geo;

import dev.venues.codec.PastAnswers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** What the subtasks of a job share in one JVM. Who holds it is for the lock of whoever hands it out. */
final class SharedStack {

    final GeoStats stats = new GeoStats();
    final InFlightShare share;
    final GeoStack stack;
    final List<SharedGeoClient> holders = new ArrayList<>();
    private final List<LongSupplier> events = new CopyOnWriteArrayList<>();
    private final GeoSettings.Budget budget;
    private boolean warm;

    SharedStack(GeoSettings settings) {
        this.budget = settings.budget();
        this.share = new InFlightShare(settings.calls());
        this.stack = new GeoStack(settings, share, stats);
    }

    /** Fills the cache, if nobody has yet; waits for whoever is doing so. */
    synchronized void warm(PastAnswers past) {
        if (!warm) {
            warm = true;
            stack.warm(past);
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
        double cost = stats.requests() * budget.pricePer1000Calls() / 1_000;
        return sum > 0 ? cost / sum * 1_000_000 : 0;
    }
}
