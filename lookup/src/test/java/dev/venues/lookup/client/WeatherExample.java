package dev.venues.lookup.client;

import dev.venues.lookup.Endpoint;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;

import java.net.URI;
import java.time.Duration;

/** What the README of this module shows; between the two lines of comment it stands there word for word. */
final class WeatherExample {

    private WeatherExample() {}

    static double ask(URI api) throws Exception {
        // README begin
        Endpoint<String, Double> weather = new Endpoint<>() {
            @Override
            public Request request(String city) {
                return Request.get("/weather").param("city", city);
            }

            @Override
            public Double read(Response response) throws LookupFailure {
                return response.json().path("temperature").doubleValue();
            }
        };
        LookupClient<String, Double> client = LookupClient.of(weather, api)
                .options(options -> options.ratePerSecond(10).maxEntries(1_000).ttl(Duration.ofHours(1)))
                .open();
        double degrees = client.lookUp("Berlin").toCompletableFuture().get();
        // README end
        client.close();
        return degrees;
    }
}
