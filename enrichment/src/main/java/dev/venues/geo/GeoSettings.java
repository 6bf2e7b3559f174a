package dev.venues.geo;

import dev.venues.geo.provider.ProviderName;
import dev.venues.model.Secret;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * All that the client stack needs to know. Equal settings in one job share one stack.
 *
 * @param provider whom to ask
 * @param calls how to ask
 * @param cache what to remember
 * @param budget what it may cost
 */
public record GeoSettings(Provider provider, Calls calls, Cache cache, Budget budget) implements Serializable {

    /** Settings without a budget. */
    public GeoSettings(Provider provider, Calls calls, Cache cache) {
        this(provider, calls, cache, Budget.NONE);
    }

    /**
     * Whom to ask.
     *
     * @param name the provider
     * @param url the base URL, without the path of a single call
     * @param apiKey null for a provider that needs none
     * @param userAgent how the application names itself
     */
    public record Provider(ProviderName name, URI url, Secret apiKey, String userAgent) implements Serializable {

        /** The provider's name as it stands in settings and events. */
        public String text() {
            return name.text();
        }
    }

    /**
     * How to ask.
     *
     * @param requestTimeout one attempt, from the request to the last byte of the answer
     * @param deadline one lookup, all attempts and waits
     * @param maxInFlight requests at once per subtask
     * @param ratePerSecond requests per second for the whole job; 0 for no limit
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
            implements Serializable {}

    /** What becomes of lookups while the API is down, or asks for a pause. */
    public enum OnOutage {
        /** They wait and do not age; attempts that fall into the outage do not count. */
        WAIT,
        /** They age: what passes its deadline or uses up its retries fails. */
        DEAD_LETTER
    }

    /**
     * What to remember, per TaskManager.
     *
     * @param maxEntries 0 remembers nothing
     * @param maxBytes of heap, by an estimate; 0 remembers nothing
     * @param ttl how long a place counts; zero forgets it at once
     * @param notFoundTtl how long it counts that the API knows no such venue; zero forgets it at once
     * @param staleIfError for how much longer an answer counts while the API cannot give a new one
     * @param refreshAhead the part of its time after which an answer in use is asked for again; 1 for never before its end
     * @param warmFrom where outputs of earlier runs lie, a file or folder, to begin with their answers; null to begin empty
     */
    public record Cache(
            long maxEntries,
            long maxBytes,
            Duration ttl,
            Duration notFoundTtl,
            Duration staleIfError,
            double refreshAhead,
            String warmFrom)
            implements Serializable {

        /** Bytes that 100,000 answers of the usual size need, and then some. */
        public static final long DEFAULT_MAX_BYTES = 96L << 20;

        /** A cache of the usual bytes, in which an answer's time is its time. */
        public Cache(long maxEntries, Duration ttl, Duration notFoundTtl) {
            this(maxEntries, DEFAULT_MAX_BYTES, ttl, notFoundTtl, Duration.ZERO, 1, null);
        }

        /** Whether every place is forgotten at once. */
        public boolean remembersNoPlace() {
            return maxEntries == 0 || maxBytes == 0 || ttl.isZero();
        }
    }

    /**
     * What it may cost.
     *
     * @param callsPerMonth of the whole job, in a month of UTC; 0 for no budget
     * @param stops whether no call is made once they are used up; else the log says so, and no more
     * @param pricePer1000Calls in the user's currency; 0 if unknown
     */
    public record Budget(long callsPerMonth, boolean stops, double pricePer1000Calls) implements Serializable {

        /** Calls without an end. */
        public static final Budget NONE = new Budget(0, false, 0);
    }
}
