package dev.venues.geo;

import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Secret;
import dev.venues.lookup.limit.AskableLookup;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AskableVenueTest {

    private final FakeLookup<VenueQuery, GeoAnswer> api =
            new FakeLookup<>(new GeoAnswer.NotFound(), new GeoAnswer.NotFound());
    private final AskableLookup<VenueQuery, GeoAnswer> client =
            new AskableLookup<>(api, ProviderName.FOURSQUARE.provider().withKey(new Secret("k3y")));

    @Test
    void shouldHandOnWhatCanBeAsked() {
        assertThat(client.lookUp(new VenueQuery("B".repeat(993), "Berlin", "D")).toCompletableFuture())
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

    private LookupFailure refusal(VenueQuery query) {
        LookupFailure refusal = (LookupFailure) client.lookUp(query)
                .toCompletableFuture()
                .handle((located, throwable) -> Failures.unwrap(throwable))
                .join();
        assertThat(refusal.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(api.calls()).isZero();
        return refusal;
    }
}
