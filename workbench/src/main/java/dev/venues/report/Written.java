package dev.venues.report;

import dev.venues.model.DeadLetter.Reason;

import java.util.Map;

/**
 * What was found in the output that a run wrote.
 *
 * @param dots where its located events are
 * @param reasons dead letters by reason
 * @param missing what could not be read, and why; empty if all was
 */
public record Written(Dots dots, Map<Reason, Long> reasons, Missing missing) {

    /**
     * In whole sentences; null where all was read.
     *
     * @param events of the map
     * @param letters of the reasons
     */
    public record Missing(String events, String letters) {}

    /** Nothing, as nothing was looked for. */
    public static Written nothing() {
        return new Written(new Dots(), Map.of(), new Missing(null, null));
    }
}
