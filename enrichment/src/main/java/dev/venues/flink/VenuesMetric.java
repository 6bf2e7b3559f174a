package dev.venues.flink;

/** Every metric of the job, under the group {@link #GROUP} of the operator that does the work. */
public enum VenuesMetric {
    EVENTS_IN("eventsIn", "counter", "Events that reached the lookup, those read again after a restart included."),
    FOUND("found", "counter", "Events whose venue the API knew."),
    NOT_FOUND("notFound", "counter", "Events whose venue the API does not know."),
    PRESENT("present", "counter", "Events that carried coordinates already."),
    SKIPPED("skipped", "counter", "Events that name no venue."),
    DEAD_LETTERS("deadLetters", "counter", "Events that could not be enriched."),
    GEO_REQUESTS("geoRequests", "counter", "HTTP requests sent to the geo API."),
    GEO_ERRORS("geoErrors", "counter", "HTTP requests that brought no answer."),
    GEO_RETRIES("geoRetries", "counter", "HTTP requests after the first for a lookup."),
    COALESCED("coalesced", "counter", "Lookups that joined one under way for the same venue."),
    CACHE_HITS("cacheHits", "counter", "Lookups answered from the cache at once."),
    CACHE_MISSES("cacheMisses", "counter", "Lookups that had to ask the API."),
    STALE_ANSWERS(
            "staleAnswers",
            "counter",
            "Lookups answered from the cache past the answer's time, because the API could not answer."),
    REFRESHES("refreshes", "counter", "Lookups that asked the API for a new answer while an old one was given."),
    CACHE_SIZE("cacheSize", "gauge", "Answers in the cache of this JVM."),
    CACHE_BYTES("cacheBytes", "gauge", "Estimated bytes of the answers in the cache of this JVM."),
    LOOKUPS_IN_FLIGHT("lookupsInFlight", "gauge", "HTTP requests under way in this JVM."),
    CONCURRENCY_LIMIT("concurrencyLimit", "gauge", "HTTP requests that may be under way in this JVM."),
    CIRCUIT_OPEN("circuitOpen", "gauge", "1 while the geo API is taken to be down, else 0."),
    GEO_PAUSED("geoPaused", "gauge", "1 while the geo API asks for a pause, else 0."),
    CIRCUIT_STATE_SECONDS(
            "circuitStateSeconds", "gauge", "Seconds for which lookups have been let through, or held back."),
    GEO_CLIENTS("geoClients", "gauge", "Live HTTP clients in this JVM; must be 1."),
    OPEN_CONNECTIONS("openConnections", "gauge", "HTTP connections open in this JVM to the geo API."),
    GEO_LATENCY_MS("geoLatencyMs", "histogram", "Milliseconds that the last 4,096 HTTP requests took.");

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

    /** {@code counter}, {@code gauge} or {@code histogram}. */
    public String type() {
        return type;
    }

    public String description() {
        return description;
    }
}
