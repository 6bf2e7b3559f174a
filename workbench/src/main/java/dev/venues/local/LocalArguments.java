package dev.venues.local;

import dev.venues.config.CommandLine;
import dev.venues.option.Problem;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a run on this machine: its own, and those of the job.
 *
 * @param flinkSettings {@code -Dkey=value}
 * @param ports of what is looked at while the job runs
 * @param report file for the report of the run; null if none was named
 * @param events which events are looked at
 * @param job all other arguments, and every problem
 */
record LocalArguments(Map<String, String> flinkSettings, Ports ports, Path report, Events events, CommandLine job) {

    /** Which command the arguments are given to. */
    enum Command {
        ENRICH,
        CHECK,
        REPLAY
    }

    /** The option that names the file for the report. */
    static final String REPORT = "--report";

    private static final String WEB_PORT = "--web-port";
    private static final String METRICS_PORT = "--metrics-port";
    private static final String LIMIT = "--limit";
    private static final String SAMPLE = "--sample";
    private static final Set<String> OPTIONS = Set.of(WEB_PORT, METRICS_PORT, REPORT, LIMIT, SAMPLE);
    private static final int MAX_PORT = 65_535;

    /**
     * Where the run can be looked at.
     *
     * @param web of Flink's UI; null if none was named
     * @param metrics where Prometheus finds the metrics; null for nowhere
     */
    record Ports(Integer web, Integer metrics) {}

    /**
     * Which events are looked at.
     *
     * @param sample where {@code check} finds some, {@link #STANDARD_INPUT} for standard input; null if none was named
     * @param limit how many at most; null if none was named
     */
    record Events(String sample, Long limit) {

        static final String STANDARD_INPUT = "-";
    }

    /** Reads arguments; never fails, but collects the problems. */
    static LocalArguments parse(List<String> args) {
        Map<String, String> own = new HashMap<>();
        Map<String, String> flinkSettings = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            boolean follows =
                    equals < 0 && i + 1 < args.size() && !args.get(i + 1).startsWith("--");
            if (isFlinkSetting(arg)) {
                if (equals < 3) {
                    problems.add(new Problem(arg, null, "must be -Dkey=value"));
                } else {
                    flinkSettings.put(name.substring(2), arg.substring(equals + 1));
                }
            } else if (!OPTIONS.contains(name)) {
                others.add(arg);
                if (follows && CommandLine.takes(name)) {
                    others.add(args.get(++i));
                }
            } else if (equals < 0 && !follows) {
                problems.add(new Problem(name, null, "needs a value"));
            } else {
                own.put(name, equals < 0 ? args.get(++i) : arg.substring(equals + 1));
            }
        }
        Ports ports = new Ports(port(WEB_PORT, own, problems), port(METRICS_PORT, own, problems));
        Path report = report(own.get(REPORT), problems);
        Events events = new Events(sample(own.get(SAMPLE), problems), limit(own.get(LIMIT), problems));
        return new LocalArguments(
                flinkSettings, ports, report, events, CommandLine.parse(others).withProblems(problems));
    }

    /** What each command takes of {@link Events}: all other is one problem more. */
    CommandLine job(Command command) {
        List<Problem> problems = new ArrayList<>();
        if (command != Command.CHECK && events.sample() != null) {
            problems.add(new Problem(SAMPLE, events.sample(), "is for check"));
        }
        if (command == Command.REPLAY && events.limit() != null) {
            problems.add(new Problem(LIMIT, events.limit().toString(), "is for enrich, and for check --sample"));
        }
        if (command == Command.CHECK && events.limit() != null && events.sample() == null) {
            problems.add(new Problem(LIMIT, events.limit().toString(), "needs --sample FILE"));
        }
        return job.withProblems(problems);
    }

    /** One that looks like a setting of ours is for the job to refuse. */
    private static boolean isFlinkSetting(String arg) {
        return arg.startsWith("-D") && !(arg.startsWith("-Dvenues.") && arg.indexOf('=') >= 0);
    }

    private static Path report(String value, List<Problem> problems) {
        if (value == null) {
            return null;
        }
        if (!value.endsWith(".html")) {
            // What somebody names by mistake, such as the events, must not be written over.
            problems.add(new Problem(REPORT, value, "must end in .html"));
            return null;
        }
        try {
            Path file = Path.of(value);
            if (!Files.isDirectory(file)) {
                return file;
            }
            problems.add(new Problem(REPORT, value, "is a folder"));
        } catch (InvalidPathException e) {
            problems.add(new Problem(REPORT, value, "is no path on this platform"));
        }
        return null;
    }

    private static String sample(String value, List<Problem> problems) {
        try {
            if (value == null || value.equals(Events.STANDARD_INPUT) || Files.exists(Path.of(value))) {
                return value;
            }
            problems.add(new Problem(SAMPLE, value, "does not exist"));
        } catch (InvalidPathException e) {
            problems.add(new Problem(SAMPLE, value, "is no path on this platform"));
        }
        return value;
    }

    private static Long limit(String value, List<Problem> problems) {
        try {
            if (value == null || Long.parseLong(value) > 0) {
                return value == null ? null : Long.valueOf(value);
            }
        } catch (NumberFormatException e) {
            // Reported below, as for a number out of range.
        }
        problems.add(new Problem(LIMIT, value, "must be a number of events, 1 or more"));
        return null;
    }

    private static Integer port(String name, Map<String, String> given, List<Problem> problems) {
        String value = given.get(name);
        if (value == null) {
            return null;
        }
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
