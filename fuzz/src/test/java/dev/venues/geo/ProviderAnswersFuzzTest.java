package dev.venues.geo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.codec.Located;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.model.GeoAnswer;

import java.io.IOException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes as the answer of each provider: an answer that fits into an event, or a failure with a name. */
class ProviderAnswersFuzzTest {

    private static final ObjectMapper TREE = new ObjectMapper();
    private static final byte[] EVENT = "{\"venue\":{\"name\":\"x\"}}".getBytes(UTF_8);

    private final EventCodec codec = new EventCodec(EventPointers.DEFAULT);

    @FuzzTest
    void shouldReadOrRefuseAnyAnswer(byte[] body) throws IOException, EventRejectedException {
        for (ProviderName name : ProviderName.values()) {
            GeoProvider provider = name.provider().withKey(new Secret("k3y"));
            try {
                assertFits(provider.read(Response.ok(body)));
            } catch (LookupFailure failure) {
                // Faults may stand inside the answer, with words of up to 200 characters.
                assertThat(failure.kind().inAnAnswer()).isEqualTo(failure.kind());
                assertThat(failure.getMessage()).isNotBlank().hasSizeLessThan(300);
            }
        }
    }

    private void assertFits(GeoAnswer answer) throws IOException, EventRejectedException {
        DecodedEvent event = codec.decode(EVENT);
        byte[] written = codec.encode(EVENT, event, new Located(answer, "photon", Located.Via.API));
        DecodedEvent again = codec.decode(written);
        assertThat(again.located()).isEqualTo(answer instanceof GeoAnswer.Found);
        if (answer instanceof GeoAnswer.Found found) {
            JsonNode venue = TREE.readTree(written).path("venue");
            assertThat(venue.path("latitude").doubleValue())
                    .isEqualTo(found.place().latitude());
            assertThat(venue.path("longitude").doubleValue())
                    .isEqualTo(found.place().longitude());
            assertThat(written.length).isLessThan(100_000);
        }
    }
}
