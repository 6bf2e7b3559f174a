package dev.venues.memory;

import dev.venues.option.Units;
import org.apache.flink.util.TimeUtils;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code watch-memory}.
 *
 * @param out the folder for what is written
 */
record WatchArguments(long pid, WatchPlan plan, Path out) {

    private static final String PID = "--pid";
    private static final String FOR = "--for";
    private static final String EVERY = "--every";
    private static final String OUT = "--out";

    /**
     * @throws WatchException that lists all that is wrong
     */
    static WatchArguments parse(List<String> args) throws WatchException {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = values(args, problems);
        long pid = pid(values.get(PID), problems);
        Duration duration = duration(FOR, values.get(FOR), problems);
        Duration interval = duration(EVERY, values.get(EVERY), problems);
        WatchPlan plan = new WatchPlan(duration, interval);
        if (problems.isEmpty() && plan.readings() < WatchPlan.FEWEST_READINGS) {
            problems.add(FOR + " " + values.get(FOR) + " " + EVERY + " " + values.get(EVERY) + ": gives "
                    + plan.readings() + " readings; a verdict needs " + WatchPlan.FEWEST_READINGS);
        }
        Path out = out(values.get(OUT), problems);
        if (!problems.isEmpty()) {
            throw new WatchException("The arguments of watch-memory are wrong:\n  " + String.join("\n  ", problems));
        }
        return new WatchArguments(pid, plan, out);
    }

    private static Map<String, String> values(List<String> args, List<String> problems) {
        Map<String, String> values = new LinkedHashMap<>(Map.of(FOR, "30m", EVERY, "10s", OUT, "out/memory"));
        for (int i = 0; i < args.size(); i++) {
            String name = args.get(i);
            if (!name.equals(PID) && !values.containsKey(name)) {
                problems.add(name + ": is no option; see `bin/venues help`");
            } else if (++i == args.size()) {
                problems.add(name + ": needs a value");
            } else {
                values.put(name, args.get(i));
            }
        }
        return values;
    }

    private static long pid(String value, List<String> problems) {
        if (value == null || !value.matches("[1-9]\\d{0,9}")) {
            problems.add(PID + (value == null ? "" : " " + value) + ": must be the number of a process");
            return 0;
        }
        return Long.parseLong(value);
    }

    private static Duration duration(String name, String value, List<String> problems) {
        try {
            Duration duration = TimeUtils.parseDuration(value);
            String missing = Units.missing(value, duration);
            if (missing != null) {
                problems.add(name + " " + value + ": " + missing);
                return Duration.ofSeconds(1);
            }
            if (duration.toMillis() > 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Told below.
        }
        problems.add(name + " " + value + ": must be a time above 0, for example 10s or 30m");
        return Duration.ofSeconds(1);
    }

    private static Path out(String value, List<String> problems) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            problems.add(OUT + " " + value + ": is no path");
            return null;
        }
    }
}
