package dev.venues.flink;

/** Every metric of the job, under the group {@link #GROUP} of the operator that does the work. */
public enum VenuesMetric {
    EVENTS_IN("eventsIn", "counter", "Events that reached the lookup, those read again after a restart included."),
    FOUND("found", "counter", "Events whose venue the API knew."),
    NOT_FOUND("notFound", "counter", "Events whose venue the API does not know."),
    PRESENT("present", "counter", "Events that carried coordinates already."),
    SKIPPED("skipped", "counter", "Events that name no venue."),
    DEAD_LETTERS("deadLetters", "counter", "Events that could not be enriched."),
    EVENTS_IN_PER_SECOND(
            "eventsInPerSecond", "meter", "Events that reached the lookup, per second over the last minute."),
    EVENTS_OUT_PER_SECOND(
            "eventsOutPerSecond", "meter", "Events that ended in an outcome, per second over the last minute."),
    EVENTS_IN_FLIGHT("eventsInFlight", "gauge", "Events that wait for a lookup, or for others to leave before them."),
    OLDEST_LOOKUP_SECONDS("oldestLookupSeconds", "gauge", "Age of the oldest lookup in flight, 0 when there is none."),
    UNACCOUNTED(
            "unaccounted",
            "gauge",
            "Events in, less those with an outcome and those in flight, as seen between two events:" + " must be 0."),
    MILLIS_BEHIND_LATEST(
            "millisBehindLatest",
            "gauge",
            "Kinesis source: how far the slowest shard of the subtask is behind the end of its stream;"
                    + " -1 before Kinesis told."),
    LAG_AGE_SECONDS(
            "lagAgeSeconds",
            "gauge",
            "Kinesis source: seconds since Kinesis last told how far a shard is behind, of the shard that"
                    + " has waited longest."),
    SECONDS_TO_CAUGHT_UP(
            "secondsToCaughtUp",
            "gauge",
            "Kinesis source: when the slowest shard is read to its end, as fast as in the last minute;"
                    + " infinite if it falls behind, NaN if Kinesis has told nothing for a minute."),
    GEO_REQUESTS("geoRequests", "counter", "HTTP requests sent to the geo API."),
    GEO_ERRORS("geoErrors", "counter", "HTTP requests that brought no answer."),
    GEO_RETRIES("geoRetries", "counter", "HTTP requests after the first for a lookup."),
    GEO_ANSWERS_2XX("geoAnswers2xx", "counter", "HTTP requests that the API answered with 200 to 299."),
    GEO_ANSWERS_404("geoAnswers404", "counter", "HTTP requests that it answered with 404."),
    GEO_ANSWERS_429("geoAnswers429", "counter", "HTTP requests that it answered with 429: too many."),
    GEO_ANSWERS_4XX("geoAnswers4xx", "counter", "HTTP requests that it answered with any other 4xx."),
    GEO_ANSWERS_5XX("geoAnswers5xx", "counter", "HTTP requests that it answered with 500 to 599."),
    GEO_TIMEOUTS("geoTimeouts", "counter", "HTTP requests without an answer within `request-timeout`."),
    GEO_CONNECT_FAILURES("geoConnectFailures", "counter", "HTTP requests that found no connection, or none to trust."),
    GEO_OTHER_FAILURES(
            "geoOtherFailures", "counter", "HTTP requests that ended otherwise: connection lost, no HTTP, a redirect."),
    COALESCED("coalesced", "counter", "Lookups that joined one under way for the same venue."),
    CACHE_HITS("cacheHits", "counter", "Lookups answered from the cache at once, with a remembered refusal too."),
    CACHE_MISSES("cacheMisses", "counter", "Lookups that had to ask the API."),
    STALE_ANSWERS(
            "staleAnswers",
            "counter",
            "Lookups answered from the cache past the answer's time, because the API could not answer."),
    REFUSED_HITS("refusedHits", "counter", "Lookups that ended with a remembered refusal, without a call."),
    REFRESHES("refreshes", "counter", "Lookups that asked the API for a new answer while an old one was given."),
    CACHE_SIZE("cacheSize", "gauge", "Answers and refusals in the cache of this JVM."),
    CACHE_BYTES("cacheBytes", "gauge", "Estimated bytes of the answers and refusals in the cache of this JVM."),
    LOOKUPS_IN_FLIGHT("lookupsInFlight", "gauge", "HTTP requests under way in this JVM."),
    CONCURRENCY_LIMIT("concurrencyLimit", "gauge", "HTTP requests that may be under way in this JVM."),
    CALLS_IN_LINE("callsInLine", "gauge", "HTTP requests that wait in this JVM for the limits."),
    RATE_LIMIT(
            "rateLimit",
            "gauge",
            "HTTP requests a second that this JVM may start, fewer while the API throttles; 0 for no limit."),
    CIRCUIT_OPEN("circuitOpen", "gauge", "1 while the geo API is taken to be down, or refuses us, else 0."),
    ACCOUNT_REFUSED(
            "accountRefused",
            "gauge",
            "1 while the geo API refuses the account, or is asked in the wrong place or way, else 0."),
    GEO_PAUSED("geoPaused", "gauge", "1 while the geo API asks for a pause or the budget is used up, else 0."),
    CIRCUIT_STATE_SECONDS(
            "circuitStateSeconds", "gauge", "Seconds for which lookups have been let through, or held back."),
    GEO_CLIENTS("geoClients", "gauge", "Live HTTP clients in this JVM; must be 1."),
    OPEN_CONNECTIONS("openConnections", "gauge", "HTTP connections open in this JVM to the geo API."),
    EVENT_LOOP_THREADS(
            "eventLoopThreads",
            "gauge",
            "Event loops and timers of HTTP clients in this JVM, of whatever job: at most 3 for each client."),
    NETTY_DIRECT_BYTES(
            "nettyDirectBytes", "gauge", "Direct memory that the HTTP client's Netty holds; no part of Flink's."),
    HEAP_AFTER_GC_BYTES(
            "heapAfterGcBytes",
            "gauge",
            "Heap of this JVM that the last collection of each pool left in use; 0 until the long-lived part was"
                    + " collected once."),
    JOB_CLASS_LOADERS(
            "jobClassLoaders",
            "gauge",
            "Class loaders of jobs in this JVM, of ended ones until they are collected; 0 in a local run,"
                    + " -1 if unknown."),
    BUILD_INFO("buildInfo", "gauge", "Always 1; the labels `version` and `commit` say which build runs."),
    CALLS_THIS_MONTH(
            "callsThisMonth",
            "gauge",
            "HTTP requests of the job this month (UTC), up to the last checkpoint over a crash."),
    MONTHLY_BUDGET("monthlyBudget", "gauge", "`venues.geo.monthly-budget`; 0 without one."),
    BUDGET_USED_UP("budgetUsedUp", "gauge", "1 while no call is made because the month's budget is used up, else 0."),
    COST_PER_MILLION_EVENTS(
            "costPerMillionEvents",
            "gauge",
            "What a million events cost in this JVM since its start, by `venues.geo.price-per-1000-calls`;"
                    + " 0 where that is not set."),
    GEO_LATENCY_MS(
            "geoLatencyMs", "histogram", "Milliseconds that HTTP requests took: the last 4,096, and the count of all."),
    CALL_WAIT_MS(
            "callWaitMs",
            "histogram",
            "Milliseconds that lookups waited in line for the limits, those given up there too: the last 4,096, and"
                    + " the count of all.");

    /** The metric group that holds them all. */
    public static final String GROUP = "venues";

    private final String id;
    private final String type;
    private final String description;

    VenuesMetric(String id, String type, String description) {
        this.id = id;
        this.type = type;
        this.description = description;
    }

    public String id() {
        return id;
    }

    /** {@code counter}, {@code gauge}, {@code histogram} or {@code meter}. */
    public String type() {
        return type;
    }

    public String description() {
        return description;
    }
}
