package dev.venues.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer with its provenance, as it is written into events. Its bytes are made once, with the object: one answer goes
 * into many events.
 */
public final class Located {

    /** How an answer came to an event. */
    public enum Via {
        API,
        CACHE;

        /** As it stands in the event. */
        public String text() {
            return this == API ? "api" : "cache";
        }
    }

    private final GeoAnswer answer;
    private final String provider;
    private final Via via;
    private final byte[] latitude;
    private final byte[] longitude;
    private final byte[] geo;

    /**
     * @param answer what the API said
     * @param provider the provider's name, for example {@code foursquare}
     * @param via whether this event's answer took a call or came from the cache
     */
    public Located(GeoAnswer answer, String provider, Via via) {
        this.answer = answer;
        this.provider = provider;
        this.via = via;
        Place place = answer instanceof GeoAnswer.Found found ? found.place() : null;
        this.latitude = place == null ? null : Double.toString(place.latitude()).getBytes(UTF_8);
        this.longitude =
                place == null ? null : Double.toString(place.longitude()).getBytes(UTF_8);
        // Half a surrogate pair, which an API may send, becomes a question mark.
        this.geo = geo(place, provider, via).getBytes(UTF_8);
    }

    public GeoAnswer answer() {
        return answer;
    }

    public String provider() {
        return provider;
    }

    public Via via() {
        return via;
    }

    /** The same answer for an event that took no call. */
    public Located fromCache() {
        return new Located(answer, provider, Via.CACHE);
    }

    /** How long its written form is, in bytes: what it is kept for, and in proportion to what it takes in memory. */
    public int bytes() {
        return geo.length + (latitude == null ? 0 : latitude.length + longitude.length);
    }

    /** What stands in the place of a role, as JSON in UTF-8 and not to be changed; null for nothing. */
    byte[] written(Role role) {
        return switch (role) {
            case LATITUDE -> latitude;
            case LONGITUDE -> longitude;
            case GEO -> geo;
            default -> throw new IllegalArgumentException(role + " is never written");
        };
    }

    private static String geo(Place place, String provider, Via via) {
        StringBuilder geo = new StringBuilder(160).append('{');
        if (place == null) {
            member(geo, "outcome", "not-found");
        } else {
            member(geo, "outcome", "found");
            member(geo, "placeId", place.id());
            member(geo, "name", place.name());
            member(geo, "address", place.address());
        }
        member(geo, "provider", provider);
        member(geo, "via", via.text());
        return geo.append('}').toString();
    }

    private static void member(StringBuilder object, String key, String value) {
        if (value != null) {
            object.append(object.length() == 1 ? "" : ",")
                    .append(quoted(key))
                    .append(':')
                    .append(quoted(value));
        }
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Located located
                && via == located.via
                && Objects.equals(provider, located.provider)
                && Objects.equals(answer, located.answer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(answer, provider, via);
    }

    @Override
    public String toString() {
        return "Located[answer=" + answer + ", provider=" + provider + ", via=" + via + "]";
    }
}
