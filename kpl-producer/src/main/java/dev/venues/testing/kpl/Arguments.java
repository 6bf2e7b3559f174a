package dev.venues.testing.kpl;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The command line of {@link KplProducer}: where to write, and the file with the records. */
record Arguments(String endpointHost, int port, String stream, Path records) {

    /**
     * Reads {@code --name value} pairs.
     *
     * @throws IllegalArgumentException if a name is unknown or missing, or the port is not a number
     */
    static Arguments parse(String... args) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " has no value");
            }
            values.put(args[i], args[i + 1]);
        }
        Arguments parsed = new Arguments(
                take(values, "--endpoint-host"),
                Integer.parseInt(take(values, "--port")),
                take(values, "--stream"),
                Path.of(take(values, "--records")));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + values.keySet());
        }
        return parsed;
    }

    private static String take(Map<String, String> values, String name) {
        String value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
