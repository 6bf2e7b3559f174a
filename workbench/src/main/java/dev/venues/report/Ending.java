package dev.venues.report;

/**
 * How a run ended.
 *
 * @param reason why it failed; null for all other ends
 */
public record Ending(Kind kind, String reason) {

    /** What became of the run. */
    public enum Kind {
        /** It is not known yet; a report that says so at the end is of a run that was killed. */
        UNDER_WAY,
        COMPLETE,
        STOPPED,
        /** There was nothing to read, and no job ran. */
        NOTHING_TO_DO,
        FAILED
    }

    public static Ending of(Kind kind) {
        return new Ending(kind, null);
    }

    public static Ending failed(String reason) {
        return new Ending(Kind.FAILED, reason);
    }
}
