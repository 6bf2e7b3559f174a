package dev.venues.lookup;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a client has done since it was opened, and how it stands, at one moment. Immutable. Counts are exact once the client is
 * at rest.
 *
 * @param calls HTTP requests, and what came of them
 * @param answers where answers came from
 * @param state as it is now
 */
public record LookupStatistics(Calls calls, Answers answers, State state) {

    /** Nothing was done, and nothing is there. */
    public static final LookupStatistics NOTHING =
            new LookupStatistics(new Calls(0, 0, 0, Map.of(), 0, 0), new Answers(0, 0, 0, 0, 0, 0), State.NONE);

    /**
     * Requests.
     *
     * @param requests that were sent
     * @param errors that brought no answer, whatever the reason
     * @param retries after the first for a lookup
     * @param byEnd how they ended
     * @param latencies whose latency was measured, of whatever outcome
     * @param waits lookups that have left the line, for a request or given up; one that is tried again stands there again
     */
    public record Calls(
            long requests, long errors, long retries, Map<AnswerClass, Long> byEnd, long latencies, long waits) {

        public Calls {
            byEnd = Map.copyOf(byEnd);
        }

        /** Requests that ended like this. */
        public long ended(AnswerClass like) {
            return byEnd.getOrDefault(like, 0L);
        }
    }

    /**
     * Lookups.
     *
     * @param cacheHits answered from the cache at once, with a remembered refusal too
     * @param cacheMisses that had to ask the API
     * @param coalesced that joined one already under way for the same key
     * @param stale answered from the cache past the answer's time, because the API could not answer
     * @param refused that ended with a remembered refusal; hits, each of them
     * @param refreshes that asked the API for a new answer while an old one was given
     */
    public record Answers(long cacheHits, long cacheMisses, long coalesced, long stale, long refused, long refreshes) {}

    /**
     * How a client stands.
     *
     * @param inFlight requests under way
     * @param concurrencyLimit requests that may be under way
     * @param inLine requests that wait for the limits, those that were given up there included
     * @param ratePerSecond requests that may start in a second, fewer where the API throttles; 0 for no limit
     * @param health whether the API is called
     * @param healthSeconds for how long it has been called without a break, or not called
     * @param budgetUsedUp whether no call is made because the month's are used up
     * @param cacheSize answers and refusals that are remembered
     * @param cacheBytes an estimate of the heap that they take
     * @param openConnections TCP connections to the API
     */
    public record State(
            int inFlight,
            int concurrencyLimit,
            int inLine,
            double ratePerSecond,
            Health health,
            long healthSeconds,
            boolean budgetUsedUp,
            long cacheSize,
            long cacheBytes,
            int openConnections) {

        /** Of no client. */
        public static final State NONE = new State(0, 0, 0, 0, Health.UP, 0, false, 0, 0, 0);
    }

    /** Whether the API is called. */
    public enum Health {
        UP,
        /** It asks for a pause, or the month's calls are used up. */
        PAUSED,
        /** It is taken to be down. */
        DOWN,
        /** It refuses the account, or is asked in the wrong place or way: somebody has to mend that. */
        REFUSED
    }

    /** What was done since an earlier moment, and how it stands at this one. */
    public LookupStatistics since(LookupStatistics earlier) {
        Map<AnswerClass, Long> ended = new EnumMap<>(AnswerClass.class);
        for (AnswerClass each : AnswerClass.values()) {
            ended.put(each, calls.ended(each) - earlier.calls.ended(each));
        }
        return new LookupStatistics(
                new Calls(
                        calls.requests - earlier.calls.requests,
                        calls.errors - earlier.calls.errors,
                        calls.retries - earlier.calls.retries,
                        ended,
                        calls.latencies - earlier.calls.latencies,
                        calls.waits - earlier.calls.waits),
                new Answers(
                        answers.cacheHits - earlier.answers.cacheHits,
                        answers.cacheMisses - earlier.answers.cacheMisses,
                        answers.coalesced - earlier.answers.coalesced,
                        answers.stale - earlier.answers.stale,
                        answers.refused - earlier.answers.refused,
                        answers.refreshes - earlier.answers.refreshes),
                state);
    }

    /** The same counts, of a client that somebody else speaks for. */
    public LookupStatistics withoutState() {
        return new LookupStatistics(calls, answers, State.NONE);
    }
}
