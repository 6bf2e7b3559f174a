package dev.venues.lookup;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One GET request, before any encoding. Immutable: each method gives a new one. What is a {@link Secret} in it is hidden in
 * all that the API says about it ({@link Asked}).
 *
 * @param path appended to the base URL, for example {@code /search}; holds no secret
 * @param query parameters in order; names and values are encoded by the HTTP client
 * @param headers to add to the usual ones, or in the place of one, such as {@code Accept: application/json}
 */
public record Request(String path, List<Param> query, Map<String, ? extends Value> headers) {

    /** What is sent: a text that may be seen, or a secret. */
    public sealed interface Value extends Serializable permits Text, Secret {

        /** The value itself, for the request that needs it and nothing else. */
        String reveal();
    }

    /** A value that may be seen, such as what is asked. */
    public record Text(String reveal) implements Value {

        public Text {
            Objects.requireNonNull(reveal);
        }
    }

    /** One query parameter. The value is a secret for an API that takes its key so. */
    public record Param(String name, Value value) implements Serializable {

        public static Param of(String name, String value) {
            return new Param(name, new Text(value));
        }
    }

    public Request {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A request without parameters and headers of its own. */
    public static Request get(String path) {
        return new Request(path, List.of(), Map.of());
    }

    public Request param(String name, String value) {
        return param(name, new Text(value));
    }

    public Request param(String name, Value value) {
        List<Param> params = new ArrayList<>(query);
        params.add(new Param(name, value));
        return new Request(path, params, headers);
    }

    public Request header(String name, String value) {
        return header(name, new Text(value));
    }

    public Request header(String name, Value value) {
        Map<String, Value> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Request(path, query, all);
    }
}
