package dev.venues.lookup;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What a client has done since it was opened, as it counts. Written and read on any thread; sums are exact once it is at rest. */
public final class LookupCounters {

    /** Hits of one thread: a plain counter, as Flink's are, where an atomic one would take 5 % of the warm path. */
    public static final class Hits {
        private long count;

        public void increment() {
            count++;
        }
    }

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder coalesced = new LongAdder();
    private final LongAdder cacheHits = new LongAdder();
    private final LongAdder cacheMisses = new LongAdder();
    private final LongAdder staleAnswers = new LongAdder();
    private final LongAdder refusedHits = new LongAdder();
    private final LongAdder refreshes = new LongAdder();
    private final List<Hits> hitsByThread = new CopyOnWriteArrayList<>();
    private final Map<AnswerClass, LongAdder> answers = new EnumMap<>(AnswerClass.class);
    private final RecentTimes latencies = new RecentTimes();
    private final RecentTimes waits = new RecentTimes();

    public LookupCounters() {
        for (AnswerClass answer : AnswerClass.values()) {
            answers.put(answer, new LongAdder());
        }
    }

    /** All of it as it is now, with how the client stands. */
    public LookupStatistics snapshot(LookupStatistics.State state) {
        Map<AnswerClass, Long> ended = new EnumMap<>(AnswerClass.class);
        answers.forEach((answer, count) -> ended.put(answer, count.sum()));
        return new LookupStatistics(
                new LookupStatistics.Calls(requests(), errors(), retries(), ended, latencies(), waits()),
                new LookupStatistics.Answers(
                        cacheHits(), cacheMisses(), coalesced(), staleAnswers(), refusedHits(), refreshes()),
                state);
    }

    public void countRequest() {
        requests.increment();
    }

    public void countError() {
        errors.increment();
    }

    public void countRetry() {
        retries.increment();
    }

    public void countCoalesced() {
        coalesced.increment();
    }

    public void countHit() {
        cacheHits.increment();
    }

    public void countMiss() {
        cacheMisses.increment();
    }

    public void countStale() {
        staleAnswers.increment();
    }

    public void countRefusedHit() {
        refusedHits.increment();
    }

    public void countRefresh() {
        refreshes.increment();
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

    /** Lookups that joined one already under way for the same key. */
    public long coalesced() {
        return coalesced.sum();
    }

    /** Lookups answered from the cache at once, with a remembered refusal too. */
    public long cacheHits() {
        long sum = cacheHits.sum();
        for (Hits hits : hitsByThread) {
            sum += hits.count;
        }
        return sum;
    }

    /** A counter for one thread, of which {@link #cacheHits} knows. */
    public Hits hitsOfOneThread() {
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

    /** Lookups that ended with a remembered refusal. */
    public long refusedHits() {
        return refusedHits.sum();
    }

    /** Lookups that asked the API for a new answer while an old one was given. */
    public long refreshes() {
        return refreshes.sum();
    }

    /** Counts the end of a request. */
    public void answered(AnswerClass answer, long nanos) {
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

    /** Counts a lookup that has left the line. */
    public void waited(long nanos) {
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
