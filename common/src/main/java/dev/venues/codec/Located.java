package dev.venues.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer with its provenance, as it is written into events. Nothing but those bytes is kept, in one piece, and they are
 * made once: one answer goes into many events, and many of them stay in the cache. Immutable.
 */
public final class Located {

    /** How an answer came to an event. */
    public enum Via {
        API("\"api\"}"),
        CACHE("\"cache\"}");

        private final byte[] end;

        Via(String end) {
            this.end = end.getBytes(UTF_8);
        }

        /** As it stands in the event. */
        public String text() {
            return this == API ? "api" : "cache";
        }
    }

    /** The latitude, the longitude and the result object, one after the other, as JSON in UTF-8. */
    private final byte[] written;

    private final byte latitudeBytes;
    private final byte longitudeBytes;
    private final Via via;

    /**
     * @param answer what the API said
     * @param provider the provider's name, for example {@code foursquare}
     * @param via whether this event's answer took a call or came from the cache
     */
    public Located(GeoAnswer answer, String provider, Via via) {
        Place place = answer instanceof GeoAnswer.Found found ? found.place() : null;
        StringBuilder text = new StringBuilder(240);
        if (place != null) {
            text.append(place.latitude());
        }
        this.latitudeBytes = (byte) text.length();
        if (place != null) {
            text.append(place.longitude());
        }
        this.longitudeBytes = (byte) (text.length() - latitudeBytes);
        this.via = via;
        appendGeo(text, place, provider, via);
        // Half a surrogate pair, which an API may send, becomes a question mark.
        this.written = text.toString().getBytes(UTF_8);
    }

    private Located(Located other, Via via) {
        this.latitudeBytes = other.latitudeBytes;
        this.longitudeBytes = other.longitudeBytes;
        this.via = via;
        int kept = other.written.length - other.via.end.length;
        this.written = Arrays.copyOf(other.written, kept + via.end.length);
        System.arraycopy(via.end, 0, written, kept, via.end.length);
    }

    /** Whether the API knows the venue. */
    public boolean isFound() {
        return latitudeBytes > 0;
    }

    public Via via() {
        return via;
    }

    /** The same answer for an event that took no call. */
    public Located fromCache() {
        return via == Via.CACHE ? this : new Located(this, Via.CACHE);
    }

    /** How long its written form is, in bytes. */
    public int bytes() {
        return written.length;
    }

    /** How many bytes stand in the place of a role; 0 for none. */
    int length(Role role) {
        return switch (role) {
            case LATITUDE -> latitudeBytes;
            case LONGITUDE -> longitudeBytes;
            case GEO -> written.length - latitudeBytes - longitudeBytes;
            default -> throw new IllegalArgumentException(role + " is never written");
        };
    }

    private int start(Role role) {
        return switch (role) {
            case LATITUDE -> 0;
            case LONGITUDE -> latitudeBytes;
            case GEO -> latitudeBytes + longitudeBytes;
            default -> throw new IllegalArgumentException(role + " is never written");
        };
    }

    /** Writes what stands in the place of a role. */
    void copy(Role role, byte[] to, int at) {
        System.arraycopy(written, start(role), to, at, length(role));
    }

    /** What stands in the place of a role; null for nothing. */
    String text(Role role) {
        int length = length(role);
        return length == 0 ? null : new String(written, start(role), length, UTF_8);
    }

    private static void appendGeo(StringBuilder geo, Place place, String provider, Via via) {
        geo.append("{\"outcome\":").append(place == null ? "\"not-found\"" : "\"found\"");
        if (place != null) {
            append(geo, ",\"placeId\":", place.id());
            append(geo, ",\"name\":", place.name());
            append(geo, ",\"address\":", place.address());
        }
        append(geo, ",\"provider\":", provider);
        geo.append(",\"via\":\"").append(via.text()).append("\"}");
    }

    private static void append(StringBuilder object, String label, String value) {
        if (value != null) {
            object.append(label);
            quote(value, object);
        }
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, to);
        to.append('"');
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        quote(text, quoted);
        return quoted.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Located located
                && latitudeBytes == located.latitudeBytes
                && longitudeBytes == located.longitudeBytes
                && Arrays.equals(written, located.written);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(written);
    }

    /** For people. */
    @Override
    public String toString() {
        return "Located[" + text(Role.LATITUDE) + ", " + text(Role.LONGITUDE) + ", " + text(Role.GEO) + "]";
    }
}
