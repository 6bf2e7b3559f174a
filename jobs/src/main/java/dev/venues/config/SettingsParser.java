package dev.venues.config;

import dev.venues.codec.EventPointers;
import dev.venues.connector.Connector;
import dev.venues.connector.Reading;
import dev.venues.connector.ReplayedLetters;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.connector.SourceEndpoint;
import dev.venues.flink.LocateVenues;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.option.GivenValue;
import dev.venues.option.KnownOptions;
import dev.venues.option.OptionReader;
import dev.venues.option.Problem;
import dev.venues.option.Rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads all settings, and reports all problems at once. */
public final class SettingsParser {

    /** Where the job will run. */
    public enum RunMode {
        LOCAL,
        CLUSTER,
        /** Here, over dead letters. */
        REPLAY,
        /** Nowhere: dead letters are counted, and no provider is asked. */
        REPLAY_DRY_RUN;

        boolean isReplay() {
            return this == REPLAY || this == REPLAY_DRY_RUN;
        }
    }

    /**
     * What a process finds on its machine.
     *
     * @param environment a variable's value by its name, null if it is not set
     * @param propertyGroups where AWS Managed Flink puts its property groups; the file need not be there
     */
    record Surroundings(UnaryOperator<String> environment, Path propertyGroups) {

        static Surroundings ofThisProcess() {
            return new Surroundings(System::getenv, SettingSources.PROPERTY_GROUPS);
        }
    }

    private final List<Connector> connectors;
    private final Rules rules;
    private final OptionReader reader;
    private final RunMode mode;

    private SettingsParser(List<Connector> connectors, Rules rules, OptionReader reader, RunMode mode) {
        this.connectors = connectors;
        this.rules = rules;
        this.reader = reader;
        this.mode = mode;
    }

    /**
     * Reads the settings for this process.
     *
     * @param connectors that the settings may choose from
     * @throws SettingsException if anything is wrong with them
     */
    public static EffectiveSettings parse(CommandLine commandLine, RunMode mode, List<Connector> connectors)
            throws SettingsException {
        return parse(commandLine, mode, connectors, Surroundings.ofThisProcess());
    }

    static EffectiveSettings parse(
            CommandLine commandLine, RunMode mode, List<Connector> connectors, Surroundings surroundings)
            throws SettingsException {
        KnownOptions known = VenuesOptions.with(connectors);
        List<Problem> problems = new ArrayList<>(commandLine.problems());
        commandLine
                .repeated()
                .forEach((key, value) -> problems.add(known.problem(key, value, "is given twice on the command line")));
        Map<String, GivenValue> values = SettingSources.merge(commandLine, surroundings.propertyGroups(), problems);
        UnknownKeys.report(values, known, problems);
        OptionReader reader = new OptionReader(values, known, surroundings.environment(), problems);
        Settings settings = new SettingsParser(connectors, new Rules(problems), reader, mode).settings();
        Conflicts.report(settings, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new EffectiveSettings(settings, reader);
    }

    private Settings settings() {
        SourceEndpoint source = mode.isReplay() ? ReplayedLetters.toBeCollected() : source();
        String sink = reader.get(VenuesOptions.SINK);
        SinkEndpoint enriched = sink(SinkRole.ENRICHED, VenuesOptions.SINK.key(), sink);
        String deadLetters = reader.get(VenuesOptions.DEAD_LETTERS);
        return new Settings(
                source,
                enriched,
                deadLetters == null
                        ? sink(SinkRole.DEAD_LETTERS, VenuesOptions.SINK.key(), sink)
                        : sink(SinkRole.DEAD_LETTERS, VenuesOptions.DEAD_LETTERS.key(), deadLetters),
                pointers(),
                new GeoSettingsParser(reader, rules, mode).geo(source),
                spreading());
    }

    private SourceEndpoint source() {
        String key = VenuesOptions.SOURCE.key();
        String kind = rules.oneOf(key, reader.get(VenuesOptions.SOURCE), names());
        return chosen(kind, each -> each.source(reading(each, kind, key + " = " + kind)));
    }

    private SinkEndpoint sink(SinkRole role, String key, String kind) {
        rules.oneOf(key, kind, names());
        boolean follows = role == SinkRole.DEAD_LETTERS && key.equals(VenuesOptions.SINK.key());
        String because = key + " = " + kind
                + (follows ? " (or set " + VenuesOptions.DEAD_LETTERS.key() + " = " + others(kind) + ")" : "");
        return chosen(kind, each -> each.sink(role, reading(each, kind, because)));
    }

    private String[] names() {
        return connectors.stream().map(Connector::name).toArray(String[]::new);
    }

    private String others(String kind) {
        return connectors.stream()
                .map(Connector::name)
                .filter(name -> !name.equals(kind))
                .collect(Collectors.joining(" or "));
    }

    private Reading reading(Connector connector, String kind, String because) {
        return new Reading(reader, rules, connector.name().equals(kind) ? because : null, mode != RunMode.CLUSTER);
    }

    /** Reads with all connectors, so that all problems are found, and takes the chosen one; the first if there is none. */
    private <T> T chosen(String kind, Function<Connector, T> read) {
        T chosen = null;
        for (Connector each : connectors) {
            T endpoint = read.apply(each);
            if (chosen == null || each.name().equals(kind)) {
                chosen = endpoint;
            }
        }
        return chosen;
    }

    private EventPointers pointers() {
        List<String> pointers = new ArrayList<>();
        boolean valid = true;
        for (var option : List.of(
                VenuesOptions.EVENT_NAME,
                VenuesOptions.EVENT_CITY,
                VenuesOptions.EVENT_COUNTRY,
                VenuesOptions.EVENT_LATITUDE,
                VenuesOptions.EVENT_LONGITUDE,
                VenuesOptions.EVENT_GEO)) {
            String pointer = reader.get(option);
            String problem = EventPointers.problem(pointer);
            if (problem != null) {
                rules.broken(option.key(), pointer, problem);
                valid = false;
            }
            pointers.add(pointer);
        }
        if (!valid) {
            return EventPointers.DEFAULT;
        }
        try {
            return new EventPointers(
                    pointers.get(0),
                    pointers.get(1),
                    pointers.get(2),
                    pointers.get(3),
                    pointers.get(4),
                    pointers.get(5));
        } catch (IllegalArgumentException e) {
            rules.broken("venues.event.*", null, e.getMessage());
            return EventPointers.DEFAULT;
        }
    }

    private LocateVenues.Spreading spreading() {
        ResultOrder order = order();
        return new LocateVenues.Spreading(order, byVenue(order), mode != RunMode.CLUSTER);
    }

    private ResultOrder order() {
        String order = rules.oneOf(
                VenuesOptions.ENRICHMENT_ORDER.key(),
                reader.get(VenuesOptions.ENRICHMENT_ORDER),
                "unordered",
                "keyed",
                "ordered");
        return switch (order) {
            case "keyed" -> ResultOrder.KEYED;
            case "ordered" -> ResultOrder.ORDERED;
            default -> ResultOrder.UNORDERED;
        };
    }

    /** Spread by venue no order is left to keep, so with one events are not, unless somebody says otherwise. */
    private boolean byVenue(ResultOrder order) {
        boolean unordered = order == ResultOrder.UNORDERED;
        if (!unordered && !reader.isSet(VenuesOptions.ENRICHMENT_DISTRIBUTE_BY)) {
            return false;
        }
        String by = reader.get(VenuesOptions.ENRICHMENT_DISTRIBUTE_BY);
        boolean byVenue = rules.oneOf(VenuesOptions.ENRICHMENT_DISTRIBUTE_BY.key(), by, "venue", "source")
                .equals("venue");
        if (!unordered && byVenue) {
            rules.broken(
                    VenuesOptions.ENRICHMENT_DISTRIBUTE_BY.key(),
                    by,
                    "must be source for venues.enrichment.order = " + text(order)
                            + ": spread by venue, no order is left to keep");
        }
        return byVenue;
    }

    static String text(ResultOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
