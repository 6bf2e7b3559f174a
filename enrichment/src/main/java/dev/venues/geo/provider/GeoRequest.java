package dev.venues.geo.provider;

import dev.venues.model.Secret;

import java.util.List;
import java.util.Map;

/**
 * One GET request, before any encoding.
 *
 * @param path appended to the base URL, for example {@code /search}
 * @param query parameters in order; names and values are encoded by the HTTP client
 * @param headers to add to the usual ones
 */
public record GeoRequest(String path, List<Param> query, Map<String, Secret> headers) {

    /** One query parameter. The value is a secret for an API that takes its key so. */
    public record Param(String name, Secret value) {

        public static Param of(String name, String value) {
            return new Param(name, new Secret(value));
        }
    }
}
