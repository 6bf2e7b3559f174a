package dev.venues.config;

import dev.venues.option.Problem;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments after the command.
 *
 * @param configFile null if none was named
 * @param settings {@code --venues.KEY VALUE}, in order
 * @param repeated the settings among them that were given before, which whoever knows what is a secret reports
 * @param flinkSettings {@code -Dkey=value}, for local runs
 * @param webPort of a local run's web UI; null if none was named
 * @param metricsPort where Prometheus finds a local run's metrics; null for nowhere
 * @param report file for the report of a local run; null if none was named
 * @param problems what could not be understood
 */
public record CommandLine(
        Path configFile,
        Map<String, String> settings,
        Map<String, String> repeated,
        Map<String, String> flinkSettings,
        Integer webPort,
        Integer metricsPort,
        Path report,
        List<Problem> problems) {

    /** The option that names the file for the report of a local run. */
    public static final String REPORT = "--report";

    private static final Set<String> OPTIONS = Set.of("--config", "--web-port", "--metrics-port", REPORT);
    private static final int MAX_PORT = 65_535;

    /** Reads arguments; never fails, but collects {@link #problems}. */
    public static CommandLine parse(List<String> args) {
        Path configFile = null;
        Integer webPort = null;
        Integer metricsPort = null;
        Path report = null;
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> repeated = new LinkedHashMap<>();
        Map<String, String> flinkSettings = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            if (arg.startsWith("-D")) {
                if (equals < 3) {
                    problems.add(new Problem(arg, null, "must be -Dkey=value"));
                } else if (arg.startsWith("-D" + VenuesOptions.PREFIX)) {
                    String key = arg.substring(2, equals);
                    problems.add(new Problem("-D" + key, null, "is no setting of Flink's; it is --" + key + " VALUE"));
                } else {
                    flinkSettings.put(arg.substring(2, equals), arg.substring(equals + 1));
                }
                continue;
            }
            String name = equals < 0 ? arg : arg.substring(0, equals);
            boolean known = OPTIONS.contains(name) || name.startsWith("--venues.");
            if (!known) {
                problems.add(new Problem(name, null, "is no option; see `bin/venues help`"));
                continue;
            }
            boolean follows = i + 1 < args.size() && !args.get(i + 1).startsWith("--");
            String value = equals >= 0 ? arg.substring(equals + 1) : follows ? args.get(++i) : null;
            if (value == null) {
                problems.add(new Problem(name, null, "needs a value"));
            } else if (name.equals("--config")) {
                configFile = path(name, value, problems);
            } else if (name.equals("--web-port")) {
                webPort = port(name, value, problems);
            } else if (name.equals("--metrics-port")) {
                metricsPort = port(name, value, problems);
            } else if (name.equals(REPORT)) {
                report = report(value, problems);
            } else if (settings.put(name.substring(2), value) != null) {
                repeated.put(name.substring(2), value);
            }
        }
        return new CommandLine(configFile, settings, repeated, flinkSettings, webPort, metricsPort, report, problems);
    }

    private static Path report(String value, List<Problem> problems) {
        if (!value.endsWith(".html")) {
            // What somebody names by mistake, such as the events, must not be written over.
            problems.add(new Problem(REPORT, value, "must end in .html"));
            return null;
        }
        Path file = path(REPORT, value, problems);
        if (file != null && Files.isDirectory(file)) {
            problems.add(new Problem(REPORT, value, "is a folder"));
            return null;
        }
        return file;
    }

    private static Path path(String name, String value, List<Problem> problems) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            problems.add(new Problem(name, value, "is no path on this platform"));
            return null;
        }
    }

    /** What was given that only a local run understands. */
    List<String> localOptions() {
        List<String> options = new ArrayList<>();
        if (webPort != null) {
            options.add("--web-port");
        }
        if (metricsPort != null) {
            options.add("--metrics-port");
        }
        if (report != null) {
            options.add(REPORT);
        }
        flinkSettings.keySet().forEach(key -> options.add("-D" + key));
        return options;
    }

    private static Integer port(String name, String value, List<Problem> problems) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, as for a number out of range.
        }
        problems.add(new Problem(name, value, "must be a port from 0 to " + MAX_PORT));
        return null;
    }
}
