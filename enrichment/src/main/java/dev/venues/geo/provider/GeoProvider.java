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

    int NO_CONTENT = 204;

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

    /** What to look at when it refuses us: what it knows us by. */
    default String whenAccessIsDenied() {
        return "Check venues.geo.api-key or venues.geo.api-key-file, and the account behind it.";
    }

    /** What to look at when it is asked in the wrong place or way. */
    default String whenMisconfigured() {
        return "Check venues.geo.url.";
    }

    @Override
    default String key(VenueQuery query) {
        return query.key();
    }

    @Override
    default String wording(VenueQuery query) {
        return query.wording();
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
        JsonNode body = response.json();
        if (!Faults.isIn(body)) {
            return read(body);
        }
        if (meansNotFound(response.status(), response.words())) {
            return new GeoAnswer.NotFound();
        }
        throw Faults.inside(response, body);
    }

    @Override
    default GeoAnswer readOther(Response response) throws LookupFailure {
        if (response.status() == NO_CONTENT || meansNotFound(response.status(), response.words())) {
            return new GeoAnswer.NotFound();
        }
        throw Faults.of(response);
    }

    /**
     * Whether it says so, instead of by an empty list, that it knows no such place; not by default.
     *
     * @param status of HTTP; 200 for a fault inside an answer
     * @param words the API's own; empty for none
     */
    default boolean meansNotFound(int status, String words) {
        return false;
    }

    /**
     * Reads the body of an answer with status 200.
     *
     * @param body valid JSON of any shape
     * @throws LookupFailure if the API reports a fault inside the answer, or the answer has another shape than documented
     */
    GeoAnswer read(JsonNode body) throws LookupFailure;
}
