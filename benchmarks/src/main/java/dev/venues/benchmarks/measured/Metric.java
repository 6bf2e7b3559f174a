package dev.venues.benchmarks.measured;

/** A figure of one run. */
public enum Metric {
    EVENTS_PER_SECOND("events/s", 0),
    /** Of the whole process of the job: tasks, client, garbage collector, compiler. */
    CPU_SECONDS_PER_MILLION("CPU s per million events", 2),
    /** By all threads that live at the start and at the end of the measurement. */
    BYTES_PER_EVENT("bytes allocated per event", 0),
    /** Requests that the API got, by the distinct venues in them, from the start of the job. */
    CALLS_PER_VENUE("calls ÷ distinct venues", 4),
    /** Events/s by what lookups in flight and latency allow at most. */
    SHARE_OF_LIMIT("share of in-flight ÷ latency", 3),
    /** The most that lived at once in the process. */
    PEAK_THREADS("peak threads", 0);

    private final String title;
    private final int digits;

    Metric(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    public String title() {
        return title;
    }

    /** As many digits after the point as it is shown with. */
    public int digits() {
        return digits;
    }
}
