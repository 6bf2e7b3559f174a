package dev.venues.connector.kinesis;

import java.time.Instant;

/** Where a job without a savepoint begins in a stream. */
public sealed interface StartPosition {

    record Latest() implements StartPosition {}

    record TrimHorizon() implements StartPosition {}

    record AtTimestamp(Instant instant) implements StartPosition {}
}
