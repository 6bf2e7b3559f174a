package dev.venues.geo;

import dev.venues.geo.provider.GeoProviders;
import dev.venues.geo.provider.ProviderName;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.Secret;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AskableGeoClientTest {

    private final FakeGeoClient api = new FakeGeoClient();
    private final AskableGeoClient client =
            new AskableGeoClient(api, GeoProviders.create(ProviderName.FOURSQUARE, new Secret("k3y")));

    @Test
    void shouldHandOnWhatCanBeAsked() {
        assertThat(client.locate(new VenueQuery("B".repeat(993), "Berlin", "D")).toCompletableFuture())
                .isCompleted();
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldNotAskForAVenueOfAnEndlessName() {
        assertThat(refusal(new VenueQuery("B".repeat(994), "Berlin", "D")))
                .hasMessage("a venue of 1001 characters is none");
    }

    @Test
    void shouldNotAskWhatTheProviderCannotBeAsked() {
        assertThat(refusal(new VenueQuery("Berghain", null, null))).hasMessageContaining("city");
    }

    private GeoFailure refusal(VenueQuery query) {
        GeoFailure refusal = (GeoFailure) client.locate(query)
                .toCompletableFuture()
                .handle((located, throwable) -> ResponseClassifier.unwrap(throwable))
                .join();
        assertThat(refusal.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(api.calls()).isZero();
        return refusal;
    }
}
