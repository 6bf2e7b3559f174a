package dev.venues.lookup;

import java.io.Serializable;
import java.util.Objects;

/** A value that must never be seen: {@link #toString} hides it, so it can stand in records and messages. */
public final class Secret implements Request.Value, Serializable {

    private static final long serialVersionUID = 1L;

    /** What is shown instead. */
    public static final String MASK = "******";

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    @Override
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return MASK;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
