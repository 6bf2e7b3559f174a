package dev.venues.lookup.flink;

import java.io.Serializable;

/**
 * How records wait.
 *
 * @param order in which results leave
 * @param places records per subtask whose results have not left yet; the input waits when they are taken
 */
public record Queueing(ResultOrder order, int places) implements Serializable {}
