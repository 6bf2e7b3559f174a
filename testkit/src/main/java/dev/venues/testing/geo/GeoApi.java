package dev.venues.testing.geo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.venues.testing.JobProcess;

import java.util.List;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

/** WireMock as Foursquare: it knows the venues of {@link SyntheticEvents} and wants {@link JobProcess#API_KEY}. */
public final class GeoApi implements AutoCloseable {

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    public GeoApi() {
        server.start();
        for (int venue = 0; venue < SyntheticEvents.venues(); venue++) {
            server.stubFor(get(urlPathEqualTo("/places/search"))
                    .withQueryParam("query", equalTo(SyntheticEvents.name(venue)))
                    .withQueryParam("near", equalTo("Köln, DE"))
                    .withHeader("Authorization", equalTo("Bearer " + JobProcess.API_KEY))
                    .willReturn(okJson("{\"results\":[{\"fsq_place_id\":\"p" + venue + "\",\"name\":\""
                                    + SyntheticEvents.name(venue) + "\",\"latitude\":"
                                    + SyntheticEvents.latitude(venue) + ",\"longitude\":"
                                    + SyntheticEvents.longitude(venue)
                                    + ",\"location\":{\"formatted_address\":\"Ehrenstraße 1\"}}]}")
                            .withFixedDelay(20)));
        }
    }

    /** From now on every request is answered with this status. */
    public GeoApi answerWith(int status) {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
        return this;
    }

    /** From now on every venue is known, and none of them has coordinates: each lookup is refused, and the API is well. */
    public GeoApi answerWithoutCoordinates() {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(okJson("{\"results\":[{\"fsq_place_id\":\"p\",\"name\":\"n\"}]}")));
        return this;
    }

    /** The options that make a job ask this API, with a cache. */
    public List<String> options() {
        return List.of(
                "--venues.geo.provider",
                "foursquare",
                "--venues.geo.url",
                url(),
                "--venues.geo.api-key",
                "${env:TEST_API_KEY}",
                "--venues.geo.cache.ttl",
                "1 h");
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public int requests() {
        return server.countRequestsMatching(
                        getRequestedFor(urlPathEqualTo("/places/search")).build())
                .getCount();
    }

    @Override
    public void close() {
        server.stop();
    }
}
