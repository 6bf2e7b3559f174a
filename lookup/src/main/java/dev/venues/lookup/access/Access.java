package dev.venues.lookup.access;

import java.io.Serializable;
import java.util.Objects;

/**
 * How an API is reached.
 *
 * @param extras what every request carries
 */
public record Access(Extras extras) implements Serializable {

    /** As it comes: nothing is added. */
    public static final Access PLAIN = new Access(Extras.NONE);

    public Access {
        Objects.requireNonNull(extras, "extras");
    }

    /** Whether requests say by what right they ask, whatever the endpoint says. */
    public boolean authorizes() {
        return extras.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    }

    /** The same with more that every request carries. */
    public Access withExtras(Extras others) {
        return new Access(extras.and(others));
    }
}
