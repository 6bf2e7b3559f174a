package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.Endpoint;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Extras;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;

import java.net.URI;

/**
 * One geo API: how it is asked, how its answer reads, on what terms, and what is said of it. Stateless, safe for use from many
 * threads. One class and one line in {@link ProviderName} make a provider.
 */
public interface GeoProvider extends Endpoint<VenueQuery, GeoAnswer> {

    /** Name, city and country together; each of them goes into the URL. */
    int MAX_QUERY_CHARS = 1_000;

    /** The public API's base URL; null for one that has none. */
    URI url();

    /** Whether it answers only with an API key; not by default. */
    default boolean needsKey() {
        return false;
    }

    /**
     * The same provider, asked with a key.
     *
     * @param apiKey null for a provider that needs none, which ignores one, and where others say by what right we ask
     */
    default GeoProvider withKey(Secret apiKey) {
        return this;
    }

    /**
     * How an answer in a language is asked for: by the Accept-Language header, where it has no way of its own.
     *
     * @param tag such as {@code de} or {@code pt-BR}
     */
    default Extras language(String tag) {
        return Extras.ofHeader("Accept-Language", tag);
    }

    /**
     * Where it wants the caller's contact beside the User-Agent: nowhere, by default.
     *
     * @param contact an e-mail address or a URL
     */
    default Extras contact(String contact) {
        return Extras.NONE;
    }

    /** How it wants to be named beside its data. */
    Attribution attribution();

    /** What to look at when it refuses us. */
    default String whenAccessIsDenied() {
        return "Check venues.geo.api-key or venues.geo.api-key-file, and the account behind it.";
    }

    @Override
    default String key(VenueQuery query) {
        return query.key();
    }

    @Override
    default void requireAskable(VenueQuery query) throws LookupFailure {
        int length = query.name().length() + length(query.city()) + length(query.country());
        if (length > MAX_QUERY_CHARS) {
            throw LookupFailure.of(FailureKind.REJECTED, "a venue of " + length + " characters is none");
        }
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    @Override
    default GeoAnswer read(Response response) throws LookupFailure {
        return read(response.json());
    }

    /**
     * Reads the body of an answer with status 200.
     *
     * @param body valid JSON of any shape
     * @throws LookupFailure if the API reports a fault inside the answer, or the answer has another shape than documented
     */
    GeoAnswer read(JsonNode body) throws LookupFailure;
}
