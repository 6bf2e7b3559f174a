package dev.venues.memory;

/** What a watch comes to. */
public enum Verdict {
    FLAT("flat"),
    LEAK("leak"),
    /** Too little was seen. */
    UNKNOWN("no verdict");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
