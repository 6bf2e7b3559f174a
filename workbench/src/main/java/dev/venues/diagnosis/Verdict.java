package dev.venues.diagnosis;

/**
 * What is to be told of a run that ended well, by what it did.
 *
 * @param failed whether nothing came out of it but failures
 * @param text one line with the likely cause; empty if all is well
 */
public record Verdict(boolean failed, String text) {

    /** Nothing is to be told. */
    public static final Verdict WELL = new Verdict(false, "");

    /** The same of a run that could not come to its end. */
    public Verdict asWarning() {
        return new Verdict(false, text);
    }
}
