package dev.venues.lookup.access;

import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Request.Text;
import dev.venues.lookup.Request.Value;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every request carries beside what the endpoint asks. What may hold a key is a secret, and hidden where the API repeats it.
 *
 * @param headers take the place of the endpoint's own, whose names may be written otherwise
 * @param query parameters, behind the endpoint's own
 */
public record Extras(Map<String, ? extends Value> headers, List<Param> query) implements Serializable {

    /** Nothing. */
    public static final Extras NONE = new Extras(Map.of(), List.of());

    public Extras {
        headers = Map.copyOf(headers);
        query = List.copyOf(query);
    }

    /** One header, which may be seen, and nothing else. */
    public static Extras ofHeader(String name, String value) {
        return new Extras(Map.of(name, new Text(value)), List.of());
    }

    /** One parameter, which may be seen, and nothing else. */
    public static Extras ofParam(String name, String value) {
        return new Extras(Map.of(), List.of(Param.of(name, value)));
    }

    /** These and others, which win where a header is in both. */
    public Extras and(Extras others) {
        Map<String, Value> bothHeaders = new LinkedHashMap<>(headers);
        bothHeaders.keySet().removeIf(name -> others.headers.keySet().stream().anyMatch(name::equalsIgnoreCase));
        bothHeaders.putAll(others.headers);
        List<Param> bothParams = new ArrayList<>(query);
        bothParams.addAll(others.query);
        return new Extras(bothHeaders, bothParams);
    }
}
