package dev.venues.config;

import dev.venues.codec.EventPointers;
import dev.venues.config.SettingSources.Value;
import dev.venues.flink.LocateVenues;
import dev.venues.lookup.flink.ResultOrder;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

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

    private final Rules rules;
    private final OptionReader reader;
    private final RunMode mode;

    private SettingsParser(List<Problem> problems, OptionReader reader, RunMode mode) {
        this.rules = new Rules(problems);
        this.reader = reader;
        this.mode = mode;
    }

    /**
     * Reads the settings for this process.
     *
     * @throws SettingsException if anything is wrong with them
     */
    public static EffectiveSettings parse(CommandLine commandLine, RunMode mode) throws SettingsException {
        return parse(commandLine, mode, System::getenv, SettingSources.PROPERTY_GROUPS);
    }

    static EffectiveSettings parse(
            CommandLine commandLine, RunMode mode, UnaryOperator<String> environment, Path propertyGroups)
            throws SettingsException {
        List<Problem> problems = new ArrayList<>(commandLine.problems());
        if (mode == RunMode.CLUSTER) {
            commandLine.localOptions().forEach(option -> problems.add(new Problem(option, null, "is for local runs")));
        }
        Map<String, Value> values = SettingSources.merge(commandLine, propertyGroups, problems);
        UnknownKeys.report(values, problems);
        OptionReader reader = new OptionReader(values, environment, problems);
        Settings settings = new SettingsParser(problems, reader, mode).settings();
        Conflicts.report(settings, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new EffectiveSettings(settings, reader.shown(DerivedSettings.of(settings)));
    }

    private Settings settings() {
        Settings.Source source = mode.isReplay() ? new Settings.Source.Letters(null) : source();
        Settings.Sink enriched = sink(VenuesOptions.SINK.key(), reader.get(VenuesOptions.SINK), true);
        String deadLetters = reader.get(VenuesOptions.DEAD_LETTERS);
        return new Settings(
                source,
                enriched,
                sink(
                        deadLetters == null ? VenuesOptions.SINK.key() : VenuesOptions.DEAD_LETTERS.key(),
                        deadLetters == null ? reader.get(VenuesOptions.SINK) : deadLetters,
                        false),
                kinesis(),
                pointers(),
                new GeoSettingsParser(reader, rules, mode).geo(source),
                spreading());
    }

    private Settings.Source source() {
        String kind = rules.oneOf(VenuesOptions.SOURCE.key(), reader.get(VenuesOptions.SOURCE), "files", "kinesis");
        String path = reader.get(VenuesOptions.SOURCE_FILES_PATH);
        boolean watch = reader.get(VenuesOptions.SOURCE_FILES_WATCH);
        List<String> streams = streams();
        Settings.StartPosition start = start();
        if (kind.equals("kinesis")) {
            if (streams.isEmpty()) {
                rules.missing(VenuesOptions.SOURCE_KINESIS_STREAM.key(), "venues.source = kinesis");
            }
            return new Settings.Source.Kinesis(streams, start);
        }
        if (path == null && mode == RunMode.CLUSTER && kind.equals("files")) {
            rules.broken(
                    VenuesOptions.SOURCE_FILES_PATH.key(), null, "must be set: the bundled samples are for local runs");
        }
        if (path != null && mode == RunMode.LOCAL) {
            rules.exists(VenuesOptions.SOURCE_FILES_PATH.key(), path);
        }
        if (path == null && watch) {
            rules.missing(VenuesOptions.SOURCE_FILES_PATH.key(), "venues.source.files.watch = true");
        }
        return new Settings.Source.Files(path, watch);
    }

    private List<String> streams() {
        String names = reader.get(VenuesOptions.SOURCE_KINESIS_STREAM);
        if (names == null) {
            return List.of();
        }
        List<String> streams = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        streams.forEach(stream -> rules.streamName(VenuesOptions.SOURCE_KINESIS_STREAM.key(), stream));
        return streams;
    }

    private Settings.StartPosition start() {
        String start = reader.get(VenuesOptions.SOURCE_KINESIS_START);
        return switch (start) {
            case "LATEST" -> new Settings.StartPosition.Latest();
            case "TRIM_HORIZON" -> new Settings.StartPosition.TrimHorizon();
            default -> {
                try {
                    yield new Settings.StartPosition.AtTimestamp(Instant.parse(start));
                } catch (DateTimeParseException e) {
                    rules.broken(
                            VenuesOptions.SOURCE_KINESIS_START.key(),
                            start,
                            "must be LATEST, TRIM_HORIZON or an instant such as 2026-11-01T12:00:00Z");
                    yield new Settings.StartPosition.TrimHorizon();
                }
            }
        };
    }

    private Settings.Sink sink(String key, String kind, boolean enriched) {
        String path = reader.get(enriched ? VenuesOptions.SINK_FILES_PATH : VenuesOptions.DEAD_LETTERS_FILES_PATH);
        rules.path((enriched ? VenuesOptions.SINK_FILES_PATH : VenuesOptions.DEAD_LETTERS_FILES_PATH).key(), path);
        var streamOption = enriched ? VenuesOptions.SINK_KINESIS_STREAM : VenuesOptions.DEAD_LETTERS_KINESIS_STREAM;
        String stream = reader.get(streamOption);
        if (stream != null) {
            rules.streamName(streamOption.key(), stream);
        }
        if (!rules.oneOf(key, kind, "files", "kinesis").equals("kinesis")) {
            return new Settings.Sink.Files(path);
        }
        if (stream == null) {
            String because = enriched || reader.isSet(VenuesOptions.DEAD_LETTERS)
                    ? key + " = kinesis"
                    : "venues.sink = kinesis (or set venues.dead-letters = files)";
            rules.missing(streamOption.key(), because);
        }
        return new Settings.Sink.Kinesis(stream);
    }

    private Settings.Kinesis kinesis() {
        String credentials = reader.get(VenuesOptions.AWS_CREDENTIALS);
        rules.oneOf(VenuesOptions.AWS_CREDENTIALS.key(), credentials, "auto");
        return new Settings.Kinesis(
                reader.get(VenuesOptions.AWS_REGION),
                rules.url(VenuesOptions.AWS_ENDPOINT.key(), reader.get(VenuesOptions.AWS_ENDPOINT)),
                reader.passedOn(VenuesOptions.CONSUMER_PREFIX),
                reader.passedOn(VenuesOptions.PRODUCER_PREFIX));
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
