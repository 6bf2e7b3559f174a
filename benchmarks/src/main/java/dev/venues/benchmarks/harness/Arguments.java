package dev.venues.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program's whole-number settings, given as {@code --name number}, each with a default. */
public final class Arguments {

    private final Map<String, Long> values;

    private Arguments(Map<String, Long> values) {
        this.values = values;
    }

    /**
     * @throws BadArgumentException if a name has no default, or its value is no number of at least 0
     */
    public static Arguments parse(String[] args, Map<String, Long> defaults) {
        Map<String, Long> values = new LinkedHashMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!values.containsKey(name) || i + 1 == args.length || !args[i + 1].matches("\\d{1,18}")) {
                throw new BadArgumentException(args[i] + " is no setting, or no number follows it; there are --"
                        + String.join(", --", values.keySet()));
            }
            values.put(name, Long.parseLong(args[i + 1]));
        }
        return new Arguments(values);
    }

    public long get(String name) {
        return values.get(name);
    }

    /** As words for another program. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        values.forEach((name, value) -> {
            words.add("--" + name);
            words.add(value.toString());
        });
        return words;
    }

    /** As they are printed beside the results. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value));
        return text.toString();
    }
}
