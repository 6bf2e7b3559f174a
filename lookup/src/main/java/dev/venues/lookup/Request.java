package dev.venues.lookup;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One GET request, before any encoding. Immutable: each method gives a new one.
 *
 * @param path appended to the base URL, for example {@code /search}
 * @param query parameters in order; names and values are encoded by the HTTP client
 * @param headers to add to the usual ones, or in the place of one, such as {@code Accept: application/json}
 */
public record Request(String path, List<Param> query, Map<String, Secret> headers) {

    /** One query parameter. The value is a secret for an API that takes its key so. */
    public record Param(String name, Secret value) implements Serializable {

        public static Param of(String name, String value) {
            return new Param(name, new Secret(value));
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
        return param(name, new Secret(value));
    }

    public Request param(String name, Secret value) {
        List<Param> params = new ArrayList<>(query);
        params.add(new Param(name, value));
        return new Request(path, params, headers);
    }

    public Request header(String name, Secret value) {
        Map<String, Secret> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Request(path, query, all);
    }
}
