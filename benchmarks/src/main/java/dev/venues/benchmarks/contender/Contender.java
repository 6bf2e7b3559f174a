package dev.venues.benchmarks.contender;

import dev.venues.benchmarks.harness.BadArgumentException;
import dev.venues.config.SettingsParser.RunMode;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is compared. Each runs in a process of its own. */
public enum Contender {
    VENUES("venues", "Venues", Role.OURS, new VenuesLookup(RunMode.LOCAL), EnumSet.allOf(Scenario.class)),
    VENUES_NETWORK(
            "venues-network",
            "Venues as on a cluster, by venue over the network",
            Role.VARIANT,
            new VenuesLookup(RunMode.CLUSTER),
            EnumSet.allOf(Scenario.class)),
    CONNECTOR(
            "connector",
            "getindata flink-http-connector 0.25.0, PARTIAL cache, defaults",
            Role.PEER,
            ConnectorLookup.DEFAULTS,
            EnumSet.complementOf(EnumSet.of(Scenario.DISTINCT_1000))),
    CONNECTOR_TUNED(
            "connector-tuned",
            "the same, 64 threads, buffer 1,000, unordered",
            Role.PEER,
            ConnectorLookup.TUNED,
            EnumSet.allOf(Scenario.class)),
    DOCUMENTED(
            "documented",
            "Flink's documented async pattern, no cache",
            Role.PEER,
            new DocumentedLookup(),
            EnumSet.complementOf(EnumSet.of(Scenario.WARM))),
    CLIENT_PER_CALL(
            "client-per-call",
            "an HTTP client per call",
            Role.PEER,
            new ClientPerCallLookup(),
            EnumSet.of(Scenario.DISTINCT_100)),
    CEILING(
            "ceiling",
            "ceiling: scan and re-emit, no lookup",
            Role.CEILING,
            new CeilingLookup(),
            EnumSet.of(Scenario.WARM));

    /** How a contender counts in a comparison. */
    public enum Role {
        OURS,
        /** Ours with another setting. */
        VARIANT,
        PEER,
        CEILING
    }

    private final String key;
    private final String title;
    private final Role role;
    private final Lookup lookup;
    private final Set<Scenario> scenarios;

    Contender(String key, String title, Role role, Lookup lookup, Set<Scenario> scenarios) {
        this.key = key;
        this.title = title;
        this.role = role;
        this.lookup = lookup;
        this.scenarios = scenarios;
    }

    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    public Role role() {
        return role;
    }

    /** What it takes part in, in the order in which that runs. */
    public Set<Scenario> scenarios() {
        return scenarios;
    }

    public Lookup lookup() {
        return lookup;
    }

    /** Whether it gets a few events only, because it would use up the machine. */
    public boolean isBounded() {
        return this == CLIENT_PER_CALL;
    }

    public static Contender of(String key) {
        for (Contender contender : values()) {
            if (contender.key.equals(key)) {
                return contender;
            }
        }
        throw new BadArgumentException("no contender is called " + key + "; there are " + keys());
    }

    private static String keys() {
        return Arrays.stream(values()).map(value -> value.key).collect(Collectors.joining(", "));
    }
}
