package dev.venues.lookup.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.Endpoint;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.lookup.testing.Answer.Via;

/** An API that tests ask where something is, with a key: {@code {"results":[{"fsq_place_id":"4b",…}]}}. */
public final class PlacesEndpoint implements Endpoint<Question, Answer> {

    @Override
    public String key(Question query) {
        return query.key();
    }

    @Override
    public Request request(Question query) {
        return Request.get("/places/search")
                .param("query", query.name())
                .param("near", query.country() == null ? query.city() : query.city() + ", " + query.country())
                .param("limit", "1")
                .header("Authorization", new Secret("Bearer k3y"));
    }

    @Override
    public Answer read(Response response) throws LookupFailure {
        JsonNode results = response.json().path("results");
        if (!results.isArray()) {
            throw LookupFailure.of(
                    FailureKind.UNREADABLE, "the API's answer is not what it documents: it has no list of results");
        }
        return results.isEmpty()
                ? Answer.NOT_FOUND
                : new Answer(results.get(0).path("fsq_place_id").asText(), Via.API);
    }
}
