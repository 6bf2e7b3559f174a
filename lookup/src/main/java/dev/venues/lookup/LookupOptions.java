package dev.venues.lookup;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How an API is asked, what is remembered and what it may cost. Made by a {@link Builder}, which names each of them.
 *
 * @param calls how to ask
 * @param cache what to remember
 * @param budget what it may cost
 */
public record LookupOptions(Calls calls, Cache cache, Budget budget) implements Serializable {

    /** Sums of longer times would pass the largest long of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private static final String TIME = "not be negative, and 10 years at most";

    /**
     * How to ask.
     *
     * @param requestTimeout one attempt, from the request to the last byte of the answer
     * @param deadline one lookup, all attempts and waits
     * @param maxInFlight requests at once; in a distributed job, per subtask
     * @param ratePerSecond requests per second; in a distributed job, for all of it; 0 for no limit
     * @param retries attempts after the first
     * @param adaptiveConcurrency whether fewer requests may be under way where more make the API slower
     * @param http2 whether requests share connections where the API offers HTTP/2
     * @param onOutage what becomes of lookups while the API is down
     */
    public record Calls(
            Duration requestTimeout,
            Duration deadline,
            int maxInFlight,
            double ratePerSecond,
            int retries,
            boolean adaptiveConcurrency,
            boolean http2,
            OnOutage onOutage)
            implements Serializable {

        /** More at once than any API bears. */
        private static final int MOST_IN_FLIGHT = 1_000_000;

        public Calls {
            require(isPositive(requestTimeout), "requestTimeout", requestTimeout, "be above 0, and 10 years at most");
            require(isPositive(deadline), "deadline", deadline, "be above 0, and 10 years at most");
            require(
                    maxInFlight >= 1 && maxInFlight <= MOST_IN_FLIGHT,
                    "maxInFlight",
                    maxInFlight,
                    "be from 1 to " + MOST_IN_FLIGHT);
            require(ratePerSecond >= 0, "ratePerSecond", ratePerSecond, "be 0 or more");
            require(retries >= 0, "retries", retries, "be 0 or more");
            Objects.requireNonNull(onOutage, "onOutage");
        }
    }

    /** What becomes of lookups while the API is down, or asks for a pause. */
    public enum OnOutage {
        /** They wait and do not age; attempts that fall into the outage do not count. */
        WAIT,
        /** They age: what passes its deadline or uses up its retries fails. */
        FAIL
    }

    /**
     * What to remember, per JVM.
     *
     * @param maxEntries 0 remembers nothing
     * @param maxBytes of heap, by an estimate; 0 remembers nothing
     * @param ttl how long an answer counts; zero forgets it at once
     * @param notFoundTtl how long it counts that the API knows none; zero forgets it at once
     * @param refusedTtl how long it counts that the API refuses a query, or cannot answer it; zero forgets it at once
     * @param staleIfError for how much longer an answer counts while the API cannot give a new one
     * @param refreshAhead the part of its time after which an answer in use is asked for again; 1 for never before its end
     */
    public record Cache(
            long maxEntries,
            long maxBytes,
            Duration ttl,
            Duration notFoundTtl,
            Duration refusedTtl,
            Duration staleIfError,
            double refreshAhead)
            implements Serializable {

        /** Bytes that 100,000 answers of the usual size need, and then some. */
        public static final long DEFAULT_MAX_BYTES = 96L << 20;

        public Cache {
            require(maxEntries >= 0, "maxEntries", maxEntries, "be 0 or more");
            require(maxBytes >= 0, "maxBytes", maxBytes, "be 0 or more");
            require(isTime(ttl), "ttl", ttl, TIME);
            require(isTime(notFoundTtl), "notFoundTtl", notFoundTtl, TIME);
            require(isTime(refusedTtl), "refusedTtl", refusedTtl, TIME);
            require(isTime(staleIfError), "staleIfError", staleIfError, TIME);
            require(refreshAhead > 0 && refreshAhead <= 1, "refreshAhead", refreshAhead, "be above 0 and at most 1");
        }

        /** Whether every answer is forgotten at once; refusals have a time of their own. */
        public boolean remembersNothing() {
            return maxEntries == 0 || maxBytes == 0 || ttl.isZero();
        }
    }

    /**
     * What it may cost.
     *
     * @param callsPerMonth in a month of UTC; in a distributed job, of all of it; 0 for no budget
     * @param stops whether no call is made once they are used up; else the log says so, and no more
     * @param pricePer1000Calls in the user's currency; 0 if unknown
     */
    public record Budget(long callsPerMonth, boolean stops, double pricePer1000Calls) implements Serializable {

        /** Calls without an end. */
        public static final Budget NONE = new Budget(0, false, 0);
    }

    public LookupOptions {
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(budget, "budget");
    }

    private static boolean isTime(Duration time) {
        return !time.isNegative() && time.compareTo(LONGEST) <= 0;
    }

    private static boolean isPositive(Duration time) {
        return isTime(time) && !time.isZero();
    }

    private static void require(boolean kept, String name, Object value, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(name + " = " + value + ": must " + rule);
        }
    }

    /** Options that ask without limits, and remember for a day. */
    public static Builder builder() {
        return builder(Terms.NONE);
    }

    /** Options that keep an API's terms. */
    public static Builder builder(Terms terms) {
        return new Builder(terms);
    }

    /** These options, for a change. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Names each option. For one thread. */
    public static final class Builder {

        private Duration requestTimeout = Duration.ofSeconds(5);
        private Duration deadline = Duration.ofMinutes(2);
        private int maxInFlight = 100;
        private double ratePerSecond;
        private int retries = 5;
        private boolean adaptiveConcurrency = true;
        private boolean http2 = true;
        private OnOutage onOutage = OnOutage.FAIL;
        private long maxEntries = 100_000;
        private long maxBytes = Cache.DEFAULT_MAX_BYTES;
        private Duration ttl;
        private Duration notFoundTtl;
        private Duration refusedTtl = Duration.ofMinutes(10);
        private Duration staleIfError = Duration.ZERO;
        private double refreshAhead = 1;
        private Budget budget = Budget.NONE;

        private Builder(Terms terms) {
            this.ratePerSecond = terms.ratePerSecond();
            this.ttl = terms.ttl();
            this.notFoundTtl = terms.notFoundTtl();
        }

        private Builder(LookupOptions options) {
            Calls calls = options.calls;
            this.requestTimeout = calls.requestTimeout;
            this.deadline = calls.deadline;
            this.maxInFlight = calls.maxInFlight;
            this.ratePerSecond = calls.ratePerSecond;
            this.retries = calls.retries;
            this.adaptiveConcurrency = calls.adaptiveConcurrency;
            this.http2 = calls.http2;
            this.onOutage = calls.onOutage;
            Cache cache = options.cache;
            this.maxEntries = cache.maxEntries;
            this.maxBytes = cache.maxBytes;
            this.ttl = cache.ttl;
            this.notFoundTtl = cache.notFoundTtl;
            this.refusedTtl = cache.refusedTtl;
            this.staleIfError = cache.staleIfError;
            this.refreshAhead = cache.refreshAhead;
            this.budget = options.budget;
        }

        /** One attempt, from the request to the last byte of the answer: 5 s. */
        public Builder requestTimeout(Duration timeout) {
            this.requestTimeout = timeout;
            return this;
        }

        /** One lookup, all attempts and waits: 2 minutes. */
        public Builder deadline(Duration length) {
            this.deadline = length;
            return this;
        }

        /** Requests at once: 100. */
        public Builder maxInFlight(int requests) {
            this.maxInFlight = requests;
            return this;
        }

        /** Requests that may start in a second, 0 for no limit: as the terms say. */
        public Builder ratePerSecond(double rate) {
            this.ratePerSecond = rate;
            return this;
        }

        /** Attempts after the first: 5. */
        public Builder retries(int attempts) {
            this.retries = attempts;
            return this;
        }

        /** Whether to find out how many requests at once the API bears: yes. */
        public Builder adaptiveConcurrency(boolean on) {
            this.adaptiveConcurrency = on;
            return this;
        }

        /** Whether requests share connections where the API offers HTTP/2: yes. */
        public Builder http2(boolean on) {
            this.http2 = on;
            return this;
        }

        /** What becomes of lookups while the API is down: they age as always, and fail. */
        public Builder onOutage(OnOutage then) {
            this.onOutage = then;
            return this;
        }

        /** Answers that are remembered, 0 for none: 100,000. */
        public Builder maxEntries(long entries) {
            this.maxEntries = entries;
            return this;
        }

        /** Bytes of heap for them, by an estimate, 0 for none: 96 MiB. */
        public Builder maxBytes(long bytes) {
            this.maxBytes = bytes;
            return this;
        }

        /** How long an answer counts: as the terms say. */
        public Builder ttl(Duration time) {
            this.ttl = time;
            return this;
        }

        /** How long it counts that the API knows none: as the terms say. */
        public Builder notFoundTtl(Duration time) {
            this.notFoundTtl = time;
            return this;
        }

        /** How long it counts that the API refuses a query, or cannot answer it while it answers others: 10 minutes. */
        public Builder refusedTtl(Duration time) {
            this.refusedTtl = time;
            return this;
        }

        /** For how much longer an answer counts while the API cannot give a new one: not at all. */
        public Builder staleIfError(Duration time) {
            this.staleIfError = time;
            return this;
        }

        /** The part of its time after which an answer in use is asked for again; 1, the default, for never before its end. */
        public Builder refreshAhead(double part) {
            this.refreshAhead = part;
            return this;
        }

        /** What it may cost: anything. */
        public Builder budget(Budget most) {
            this.budget = most;
            return this;
        }

        /**
         * @throws IllegalArgumentException if an option is out of its range; the message names it, its value and the rule
         * @throws NullPointerException if one is null
         */
        public LookupOptions build() {
            return new LookupOptions(
                    new Calls(
                            requestTimeout,
                            deadline,
                            maxInFlight,
                            ratePerSecond,
                            retries,
                            adaptiveConcurrency,
                            http2,
                            onOutage),
                    new Cache(maxEntries, maxBytes, ttl, notFoundTtl, refusedTtl, staleIfError, refreshAhead),
                    budget);
        }
    }
}
