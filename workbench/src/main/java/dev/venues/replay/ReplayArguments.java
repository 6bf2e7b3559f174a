package dev.venues.replay;

import dev.venues.config.CommandLine;
import dev.venues.config.Conflicts;
import dev.venues.config.EffectiveSettings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.config.UnknownKeys;
import dev.venues.config.VenuesOptions;
import dev.venues.connector.Connector;
import dev.venues.connector.LetterPlace;
import dev.venues.connector.LetterPlaces;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.option.KnownOptions;
import dev.venues.option.Problem;
import dev.venues.option.Rules;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The arguments of {@code replay}.
 *
 * @param from null if it was not given as it must be, which is one of the problems
 * @param ledger where it is noted what was replayed; null for the place that follows from {@code from}
 * @param dryRun whether to count only
 * @param others all other arguments, as they were given
 * @param problems with its own
 */
public record ReplayArguments(
        LetterPlace from,
        LetterFilter filter,
        Path ledger,
        boolean dryRun,
        List<String> others,
        List<Problem> problems) {

    private static final String FROM = "--from";
    private static final String REASON = "--reason";
    private static final String SINCE = "--since";
    private static final String UNTIL = "--until";
    private static final String LEDGER = "--ledger";
    private static final String DRY_RUN = "--dry-run";
    private static final Set<String> WITH_VALUE = Set.of(FROM, REASON, SINCE, UNTIL, LEDGER);

    /**
     * Reads arguments; never fails, but collects the problems.
     *
     * @param connectors whose dead letters can be replayed
     */
    public static ReplayArguments parse(List<String> args, List<Connector> connectors) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> own = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (name.equals(DRY_RUN)) {
                own.put(name, "");
                if (equals >= 0) {
                    problems.add(new Problem(name, arg.substring(equals + 1), "takes no value"));
                }
                continue;
            }
            boolean follows =
                    equals < 0 && i + 1 < args.size() && !args.get(i + 1).startsWith("--");
            if (!WITH_VALUE.contains(name)) {
                others.add(arg);
                if (follows && name.startsWith("--")) {
                    others.add(args.get(++i));
                }
                continue;
            }
            String value = equals >= 0 ? arg.substring(equals + 1) : follows ? args.get(++i) : "";
            if (value.isBlank()) {
                problems.add(new Problem(name, null, "needs a value"));
            } else if (own.put(name, value) != null) {
                problems.add(new Problem(name, value, "is given twice on the command line"));
            }
        }
        return read(own, others, connectors, problems);
    }

    private static ReplayArguments read(
            Map<String, String> own, List<String> others, List<Connector> connectors, List<Problem> problems) {
        boolean dryRun = own.containsKey(DRY_RUN);
        LetterPlace from = from(own.get(FROM), connectors, problems);
        LetterFilter filter = new LetterFilter(
                reasons(own.get(REASON), problems),
                instant(SINCE, own.get(SINCE), problems),
                instant(UNTIL, own.get(UNTIL), problems));
        if (filter.since() != null && filter.until() != null && !filter.since().isBefore(filter.until())) {
            problems.add(new Problem(UNTIL, own.get(UNTIL), "must be after " + SINCE + " = " + own.get(SINCE)));
        }
        Path ledger = own.get(LEDGER) == null ? null : path(LEDGER, own.get(LEDGER), problems);
        if (ledger != null && Files.isDirectory(ledger)) {
            problems.add(new Problem(LEDGER, ledger.toString(), "is a folder"));
        }
        return new ReplayArguments(from, filter, ledger, dryRun, others, problems);
    }

    /**
     * Reads the settings that the replay shall run with. What a settings file says of the source is passed over: the file
     * is the job's, and the dead letters are the source.
     *
     * @param job what the other arguments say to the job
     * @throws SettingsException if anything is wrong with them, or with the arguments
     */
    public EffectiveSettings settings(CommandLine job, List<Connector> connectors) throws SettingsException {
        KnownOptions known = VenuesOptions.with(connectors);
        List<Problem> found = new ArrayList<>(problems);
        job.settings().forEach((key, value) -> {
            if (key.equals(VenuesOptions.SOURCE.key()) || key.startsWith(VenuesOptions.SOURCE.key() + ".")) {
                found.add(known.problem(key, value, "must not be given for a replay, which reads " + FROM));
            }
        });
        EffectiveSettings effective = SettingsParser.parse(
                job.withProblems(found), dryRun ? RunMode.REPLAY_DRY_RUN : RunMode.REPLAY, connectors);
        List<Problem> conflicts = new ArrayList<>();
        Conflicts.lettersAmongEvents(from, effective.settings().enriched(), conflicts);
        if (!conflicts.isEmpty()) {
            throw new SettingsException(conflicts);
        }
        return effective;
    }

    private static LetterPlace from(String text, List<Connector> connectors, List<Problem> problems) {
        List<LetterPlaces> places = connectors.stream()
                .flatMap(connector -> connector.letters().stream())
                .toList();
        if (text == null) {
            if (problems.stream().noneMatch(problem -> problem.key().equals(FROM))) {
                problems.add(new Problem(FROM, null, "must be set: " + forms(places, LetterPlaces::form)));
            }
            return null;
        }
        Optional<LetterPlaces> taking = places.stream()
                .filter(each -> each.takes(text))
                .max(Comparator.comparing(each -> each.prefix().length()));
        if (taking.isEmpty()) {
            problems.add(new Problem(FROM, text, "must be " + forms(places, LetterPlaces::exactForm)));
            return null;
        }
        return taking.get().at(FROM, text, new Rules(problems));
    }

    private static String forms(List<LetterPlaces> places, Function<LetterPlaces, String> form) {
        return places.stream().map(form).collect(Collectors.joining(", or "));
    }

    private static Set<Reason> reasons(String text, List<Problem> problems) {
        if (text == null) {
            return EnumSet.allOf(Reason.class);
        }
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (String name : text.split(",", -1)) {
            try {
                reasons.add(Reason.of(name.strip()));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(REASON, name, "is no reason; did you mean " + nearest(name) + "?"));
            }
        }
        return reasons;
    }

    private static String nearest(String name) {
        return UnknownKeys.nearest(name.strip(), Arrays.stream(Reason.values()).map(Reason::text));
    }

    private static Instant instant(String name, String text, List<Problem> problems) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(new Problem(name, text, "must be an instant such as 2026-11-01T12:00:00Z"));
            return null;
        }
    }

    private static Path path(String name, String text, List<Problem> problems) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            problems.add(new Problem(name, text, "is no path on this platform; a UTF-8 locale may help"));
            return null;
        }
    }
}
