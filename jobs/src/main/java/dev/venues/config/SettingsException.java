package dev.venues.config;

import dev.venues.option.Problem;

import java.util.List;
import java.util.stream.Collectors;

/** The settings are wrong; the message lists all problems. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String head =
                problems.size() == 1 ? "1 problem in the settings:" : problems.size() + " problems in the settings:";
        return problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining("", head, ""));
    }
}
