package dev.venues.config;

import dev.venues.option.Problem;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The arguments of a job.
 *
 * @param configFile null if none was named
 * @param settings {@code --venues.KEY VALUE}, in order
 * @param repeated the settings among them that were given before, which whoever knows what is a secret reports
 * @param problems what could not be understood
 */
public record CommandLine(
        Path configFile, Map<String, String> settings, Map<String, String> repeated, List<Problem> problems) {

    private static final String CONFIG = "--config";
    private static final String SETTING = "--" + VenuesOptions.PREFIX;

    /** Known only to be refused: whoever runs the job on his own machine takes them out before. */
    private static final Set<String> FOR_LOCAL_RUNS =
            Set.of("--web-port", "--metrics-port", "--report", "--limit", "--sample");

    /** Whether an argument of this name, which a value follows, is one of a job. */
    public static boolean takes(String name) {
        return name.equals(CONFIG) || name.startsWith(SETTING);
    }

    /** Reads arguments; never fails, but collects {@link #problems}. */
    public static CommandLine parse(List<String> args) {
        Path configFile = null;
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> repeated = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (name.startsWith("-D")) {
                problems.add(flinkSetting(name));
                continue;
            }
            if (!takes(name) && !FOR_LOCAL_RUNS.contains(name)) {
                problems.add(new Problem(name, null, "is no option; see `bin/venues help`"));
                continue;
            }
            boolean follows = i + 1 < args.size() && !args.get(i + 1).startsWith("--");
            String value = equals >= 0 ? arg.substring(equals + 1) : follows ? args.get(++i) : null;
            if (value == null) {
                problems.add(new Problem(name, null, "needs a value"));
            } else if (name.equals(CONFIG)) {
                configFile = path(value, problems);
            } else if (!takes(name)) {
                problems.add(forLocalRuns(name));
            } else if (settings.put(name.substring(2), value) != null) {
                repeated.put(name.substring(2), value);
            }
        }
        return new CommandLine(configFile, settings, repeated, problems);
    }

    /** The same after other problems. */
    public CommandLine withProblems(List<Problem> others) {
        List<Problem> all = Stream.concat(others.stream(), problems.stream()).toList();
        return new CommandLine(configFile, settings, repeated, all);
    }

    private static Problem flinkSetting(String name) {
        String key = name.substring(2);
        return key.startsWith(VenuesOptions.PREFIX)
                ? new Problem(name, null, "is no setting of Flink's; it is --" + key + " VALUE")
                : forLocalRuns(name);
    }

    private static Problem forLocalRuns(String name) {
        return new Problem(name, null, "is for local runs");
    }

    private static Path path(String value, List<Problem> problems) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            problems.add(new Problem(CONFIG, value, "is no path on this platform"));
            return null;
        }
    }
}
