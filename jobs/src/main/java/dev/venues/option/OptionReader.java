package dev.venues.option;

import dev.venues.lookup.Secret;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single options as their types; what is wrong becomes a problem, and the default stands in for it. */
public final class OptionReader {

    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{env:([^}]*)}");

    private final Map<String, GivenValue> values;
    private final KnownOptions known;
    private final UnaryOperator<String> environment;
    private final List<Problem> problems;
    private final Map<String, String> resolved = new TreeMap<>();

    /**
     * @param environment a variable's value by its name, null if it is not set
     * @param problems where to report
     */
    public OptionReader(
            Map<String, GivenValue> values,
            KnownOptions known,
            UnaryOperator<String> environment,
            List<Problem> problems) {
        this.values = values;
        this.known = known;
        this.environment = environment;
        this.problems = problems;
        values.forEach((key, value) -> resolve(key, value.text()));
    }

    /** Whether somebody gave the option a value, right or wrong. */
    public boolean isSet(ConfigOption<?> option) {
        return values.containsKey(option.key());
    }

    /** Whether an environment variable stands in the text of a setting. */
    public boolean isFromEnvironment(String key) {
        GivenValue value = values.get(key);
        return value != null && FROM_ENVIRONMENT.matcher(value.text()).find();
    }

    /** Whether somebody gave a value, right or wrong, to one of the keys that begin so; no matter how they are written. */
    public boolean isAnySet(String beginning) {
        return values.keySet().stream().anyMatch(key -> key.regionMatches(true, 0, beginning, 0, beginning.length()));
    }

    /** An http or https URL without user and query; null if the option is not set, or the value is none. */
    public URI url(ConfigOption<String> option, Rules rules) {
        String text = get(option);
        return rules.url(
                option.key(),
                text,
                isFromEnvironment(option.key()) ? values.get(option.key()).text() : text);
    }

    /** The first of some environment variables that is set, null for none. */
    public String variable(List<String> names) {
        return names.stream()
                .filter(name -> environment.apply(name) != null
                        && !environment.apply(name).isBlank())
                .findFirst()
                .orElse(null);
    }

    /** The value of the first of some environment variables that is set, null for none. */
    public String variableValue(List<String> names) {
        String variable = variable(names);
        return variable == null ? null : environment.apply(variable).strip();
    }

    /**
     * @return the default, which may be null, if the option is not set or not valid
     */
    public <T> T get(ConfigOption<T> option) {
        String text = resolved.get(option.key());
        if (text == null) {
            return option.defaultValue();
        }
        try {
            T value = Configuration.fromMap(Map.of(option.key(), text)).get(option);
            String missing = Units.missing(text, value);
            return missing == null ? value : refused(option, text, missing);
        } catch (IllegalArgumentException e) {
            return refused(option, text, "must be " + typeOf(option));
        }
    }

    private <T> T refused(ConfigOption<T> option, String text, String rule) {
        Problem problem = known.problem(option.key(), text, rule);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
        return option.defaultValue();
    }

    /**
     * A secret from an environment variable or a file.
     *
     * @return null if neither is set, or it was not valid
     */
    public Secret secret(ConfigOption<String> option, ConfigOption<String> fileOption) {
        GivenValue value = values.get(option.key());
        String file = resolved.get(fileOption.key());
        if (value != null && file != null) {
            problems.add(new Problem(option.key(), Secret.MASK, "must not be set beside " + fileOption.key()));
            return null;
        }
        if (value != null) {
            if (!FROM_ENVIRONMENT.matcher(value.text().strip()).matches()) {
                problems.add(new Problem(
                        option.key(), Secret.MASK, "must be ${env:NAME}: a secret does not stand in settings"));
                return null;
            }
            String secret = resolved.get(option.key());
            return secret == null ? null : new Secret(secret);
        }
        return file == null ? null : secretFrom(file, fileOption.key());
    }

    private Secret secretFrom(String file, String key) {
        try {
            String secret = Files.readString(Path.of(file)).strip();
            if (!secret.isEmpty()) {
                return new Secret(secret);
            }
            problems.add(new Problem(key, file, "is an empty file"));
        } catch (IOException | InvalidPathException e) {
            problems.add(new Problem(key, file, "is not a readable file"));
        }
        return null;
    }

    /** What stands under a prefix, without the prefix. */
    public Map<String, String> passedOn(String prefix) {
        Map<String, String> passedOn = new LinkedHashMap<>();
        resolved.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                passedOn.put(key.substring(prefix.length()), text);
            }
        });
        return passedOn;
    }

    /**
     * All options as they count, in the order of the documentation, then what is passed on.
     *
     * @param derived of options that were not set, what follows from others; it comes before a default
     */
    public List<Shown> shown(List<Shown> derived) {
        List<Shown> shown = new ArrayList<>();
        for (ConfigOption<?> option : known.all()) {
            GivenValue value = values.get(option.key());
            if (value != null) {
                shown.add(shown(option.key(), value));
                continue;
            }
            derived.stream()
                    .filter(other -> other.key().equals(option.key()))
                    .findFirst()
                    .or(() -> Optional.ofNullable(option.defaultValue())
                            .map(standard -> new Shown(option.key(), text(standard), "default")))
                    .ifPresent(shown::add);
        }
        values.forEach((key, value) -> {
            if (known.isPassedOn(key)) {
                shown.add(shown(key, value));
            }
        });
        return shown;
    }

    private Shown shown(String key, GivenValue value) {
        // What the environment holds may be a secret, wherever it stands.
        return new Shown(
                key, known.shown(key, isFromEnvironment(key) ? value.text() : resolved.get(key)), value.origin());
    }

    /** A value as it could be written in a settings file. */
    public static String text(Object value) {
        return value instanceof Duration duration ? TimeUtils.formatWithHighestUnit(duration) : String.valueOf(value);
    }

    private void resolve(String key, String text) {
        Matcher matcher = FROM_ENVIRONMENT.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String variable = environment.apply(matcher.group(1));
            if (variable == null || variable.isEmpty()) {
                problems.add(new Problem(key, matcher.group(), "names an environment variable that is not set"));
                return;
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(variable));
        }
        String value = matcher.appendTail(out).toString().strip();
        if (value.isEmpty() && !known.isPassedOn(key)) {
            problems.add(new Problem(key, null, "must not be empty"));
            return;
        }
        resolved.put(key, value);
    }

    private static String typeOf(ConfigOption<?> option) {
        Object example = option.defaultValue();
        if (example instanceof Boolean) {
            return "true or false";
        }
        if (example instanceof Number) {
            return "a whole number";
        }
        return example instanceof MemorySize ? "a size such as 64 mb" : "a duration such as 5 s or 2 min";
    }
}
