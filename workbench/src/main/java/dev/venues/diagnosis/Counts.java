package dev.venues.diagnosis;

/** How the events of a run ended, in numbers. */
public record Counts(long found, long notFound, long present, long skipped, long deadLetters) {

    /** So many dead letters in a hundred events are nearly all. */
    private static final int NEARLY_ALL_PERCENT = 90;

    /** All of them. */
    public long outcomes() {
        return found + notFound + present + skipped + deadLetters;
    }

    /** Whether something is wrong with the run: no event has coordinates now, or nearly all are dead letters. */
    public boolean isSuspicious() {
        return found + present == 0 || deadLetters * 100 >= outcomes() * NEARLY_ALL_PERCENT;
    }

    boolean isAllDeadLetters() {
        return outcomes() > 0 && deadLetters == outcomes();
    }

    boolean isMostlyDeadLetters() {
        return found + present > 0 || deadLetters > skipped && deadLetters > notFound;
    }
}
