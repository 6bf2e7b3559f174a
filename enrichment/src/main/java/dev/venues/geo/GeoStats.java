package dev.venues.geo;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What a client stack did since it was opened. Written and read on any thread; sums are exact once it is at rest. */
public final class GeoStats {

    /** Hits of one thread: a plain counter, as Flink's are, where an atomic one would take 5 % of the warm path. */
    static final class Hits {
        private long count;

        void increment() {
            count++;
        }
    }

    final LongAdder requests = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder coalesced = new LongAdder();
    final LongAdder cacheHits = new LongAdder();
    final LongAdder cacheMisses = new LongAdder();
    final LongAdder staleAnswers = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    private final List<Hits> hitsByThread = new CopyOnWriteArrayList<>();
    private final Map<AnswerClass, LongAdder> answers = new EnumMap<>(AnswerClass.class);
    private final RecentTimes latencies = new RecentTimes();
    private final RecentTimes waits = new RecentTimes();

    GeoStats() {
        for (AnswerClass answer : AnswerClass.values()) {
            answers.put(answer, new LongAdder());
        }
    }

    /** All of it as it is now, for good. */
    GeoStats standing() {
        GeoStats copy = new GeoStats();
        copy.requests.add(requests());
        copy.errors.add(errors());
        copy.retries.add(retries());
        copy.coalesced.add(coalesced());
        copy.cacheHits.add(cacheHits());
        copy.cacheMisses.add(cacheMisses());
        copy.staleAnswers.add(staleAnswers());
        copy.refreshes.add(refreshes());
        answers.forEach((answer, count) -> copy.answers.get(answer).add(count.sum()));
        copy.latencies.copy(latencies);
        copy.waits.copy(waits);
        return copy;
    }

    /** HTTP requests sent. */
    public long requests() {
        return requests.sum();
    }

    /** Requests that brought no answer, whatever the reason. */
    public long errors() {
        return errors.sum();
    }

    /** Requests after the first for a lookup. */
    public long retries() {
        return retries.sum();
    }

    /** Lookups that joined one already under way for the same venue. */
    public long coalesced() {
        return coalesced.sum();
    }

    /** Lookups answered from the cache at once. */
    public long cacheHits() {
        long sum = cacheHits.sum();
        for (Hits hits : hitsByThread) {
            sum += hits.count;
        }
        return sum;
    }

    /** A counter for one thread, of which {@link #cacheHits} knows. */
    Hits hitsOfOneThread() {
        Hits hits = new Hits();
        hitsByThread.add(hits);
        return hits;
    }

    /** Lookups that had to ask the API. */
    public long cacheMisses() {
        return cacheMisses.sum();
    }

    /** Lookups answered from the cache past the answer's time, because the API could not answer. */
    public long staleAnswers() {
        return staleAnswers.sum();
    }

    /** Lookups that asked the API for a new answer while an old one was given. */
    public long refreshes() {
        return refreshes.sum();
    }

    void answered(AnswerClass answer, long nanos) {
        answers.get(answer).increment();
        latencies.add(nanos);
    }

    /** Requests that ended like this. */
    public long answers(AnswerClass answer) {
        return answers.get(answer).sum();
    }

    /** The latencies of the last requests, of whatever outcome, in milliseconds, sorted; empty before the first. */
    public double[] latenciesMs() {
        return latencies.sortedMs();
    }

    /** Requests whose latency was measured, of whatever outcome. */
    public long latencies() {
        return latencies.count();
    }

    void waited(long nanos) {
        waits.add(nanos);
    }

    /** How long those who left it last had waited in line for the limits, as {@link #latenciesMs}. */
    public double[] waitsMs() {
        return waits.sortedMs();
    }

    /** Lookups that have left the line, for a request or given up. One that is tried again stands in line again. */
    public long waits() {
        return waits.count();
    }
}
