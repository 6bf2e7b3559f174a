package dev.venues.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Response;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A call of the API, as a peer's author would write it with async-http-client. */
final class FoursquareCall {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FoursquareCall() {}

    static CompletableFuture<LocatedEvent.Place> send(AsyncHttpClient client, URI api, EventScan scan) {
        return client.prepareGet(api + "/places/search")
                .addQueryParam("query", scan.name())
                .addQueryParam("near", scan.near())
                .addQueryParam("limit", "1")
                .addHeader("Authorization", "Bearer none")
                .addHeader("X-Places-Api-Version", "2025-06-17")
                .execute()
                .toCompletableFuture()
                .thenApply(FoursquareCall::read);
    }

    private static LocatedEvent.Place read(Response response) {
        if (response.getStatusCode() != 200) {
            throw new IllegalStateException("the API answered " + response.getStatusCode());
        }
        try {
            JsonNode place = JSON.readTree(response.getResponseBodyAsBytes()).at("/results/0");
            return new LocatedEvent.Place(
                    place.path("fsq_place_id").asText(),
                    place.path("name").asText(),
                    place.path("latitude").asText(),
                    place.path("longitude").asText(),
                    place.at("/location/formatted_address").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that is no JSON", e);
        }
    }
}
