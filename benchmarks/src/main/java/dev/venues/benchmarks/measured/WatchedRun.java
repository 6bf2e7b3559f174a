package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.ClientPerCallLookup;
import dev.venues.benchmarks.contender.Lookup;
import dev.venues.benchmarks.contender.VenuesLookup;
import dev.venues.config.SettingsParser.RunMode;
import org.apache.flink.api.common.functions.MapFunction;

import java.util.Map;
import java.util.function.DoubleFunction;

/** A job without an end, whose memory is watched. */
public enum WatchedRun {
    /** What the story was about: nobody closes the clients. */
    CLIENT_PER_CALL("client-per-call", "an HTTP client per call", new ClientPerCallLookup(), PacedEvents::new),
    /** Without a cache, so that it makes as many calls. */
    SHARED_CLIENT(
            "shared-client",
            "one shared HTTP client",
            new VenuesLookup(RunMode.LOCAL, Map.of("venues.geo.cache.max-entries", "0")),
            PacedEvents::new),
    /** Answers expire soon, so that calls go on all the time. */
    SOAK(
            "soak",
            "full speed",
            new VenuesLookup(RunMode.LOCAL, Map.of("venues.geo.cache.ttl", "20 s")),
            rate -> new SoakEvents());

    private final String key;
    private final String title;
    private final Lookup lookup;
    private final DoubleFunction<MapFunction<Long, byte[]>> events;

    WatchedRun(String key, String title, Lookup lookup, DoubleFunction<MapFunction<Long, byte[]>> events) {
        this.key = key;
        this.title = title;
        this.lookup = lookup;
        this.events = events;
    }

    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    Lookup lookup() {
        return lookup;
    }

    MapFunction<Long, byte[]> events(double perSecond) {
        return events.apply(perSecond);
    }
}
