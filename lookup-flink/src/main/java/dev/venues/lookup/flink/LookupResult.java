package dev.venues.lookup.flink;

/**
 * How a record ended: what leaves for one of two outputs.
 *
 * @param <OUT> what leaves by the main output
 * @param <SIDE> what leaves by the side output, such as what could not be looked up
 */
public interface LookupResult<OUT, SIDE> {

    /** Null for what leaves by the side output. */
    OUT main();

    /** Null for what leaves by the main output. */
    SIDE side();
}
