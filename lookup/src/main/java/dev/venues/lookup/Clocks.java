package dev.venues.lookup;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time, as a parameter, so that tests hold it.
 *
 * @param nanoTime as {@link System#nanoTime}
 * @param wall what a calendar says
 */
public record Clocks(LongSupplier nanoTime, InstantSource wall) {

    public static Clocks system() {
        return new Clocks(System::nanoTime, InstantSource.system());
    }
}
