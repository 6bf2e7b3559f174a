package dev.venues.flink;

import dev.venues.geo.provider.ProviderName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a job says that stops because no lookup can succeed: the API's words, and what to look at. */
class GeoStopsTest {

    @Test
    void shouldNameTheKeyWhereThereIsOne() {
        assertThat(new GeoAccessDeniedException(ProviderName.GOOGLE, "the API answered REQUEST_DENIED: no billing"))
                .hasMessage("The geo provider google refuses access (the API answered REQUEST_DENIED: no billing)."
                        + " Check venues.geo.api-key or venues.geo.api-key-file, and the account behind it.");
    }

    /** "Check venues.geo.api-key" was said of Nominatim, which has none. */
    @Test
    void shouldNameTheContactWhereThereIsNoKey() {
        assertThat(new GeoAccessDeniedException(ProviderName.NOMINATIM, "the API answered 403"))
                .hasMessage("The geo provider nominatim refuses access (the API answered 403). It has no key: check"
                        + " venues.geo.user-agent and venues.geo.contact, by which it knows who asks, its usage policy"
                        + " (operations.osmfoundation.org/policies/nominatim), and venues.geo.url.");
    }

    @Test
    void shouldNameTheUrlWhereTheApiIsAskedInTheWrongPlace() {
        String detail =
                "the API answered 308 for https://api.example/search, which has moved to https://api.example/v2";

        assertThat(new GeoMisconfiguredException(ProviderName.PHOTON, detail))
                .hasMessage("The geo provider photon is asked in the wrong place or way (" + detail
                        + "). Check venues.geo.url.");
    }

    @Test
    void shouldNotTakeTheApisWordsForOurs() {
        String detail = "the API answered 403: not allowed: check your account";

        assertThat(new GeoAccessDeniedException(ProviderName.GOOGLE, detail))
                .hasMessageContaining("(" + detail + "). Check venues.geo.api-key ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the proxy http://proxy:3128 refuses the user or the password (407): check HTTPS_PROXY",
                "no access token, the proxy http://proxy:80 wants a user and a password (407): check http_proxy",
                "the API answered 401 to a new access token: check your scope: check venues.geo.oauth2.client-id and"
                        + " venues.geo.oauth2.scope",
                "the token endpoint refuses us (404): check venues.geo.oauth2.token-url",
            })
    void shouldLeaveItToWhatIsSaidAlready(String detail) {
        assertThat(new GeoAccessDeniedException(ProviderName.GOOGLE, detail))
                .hasMessage("The geo provider google refuses access (" + detail + ").");
    }

    @Test
    void shouldNameOneSettingOnly() {
        String detail = "the proxy http://proxy:3128 wants a user and a password (407): check venues.geo.proxy";

        assertThat(new GeoMisconfiguredException(ProviderName.PHOTON, detail))
                .hasMessage("The geo provider photon is asked in the wrong place or way (" + detail + ").");
    }
}
