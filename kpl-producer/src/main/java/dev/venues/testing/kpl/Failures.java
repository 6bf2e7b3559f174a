package dev.venues.testing.kpl;

import software.amazon.kinesis.producer.UserRecordFailedException;

import java.util.stream.Collectors;

/** Says why the KPL gave up on a record: its exception has no message, only attempts. */
final class Failures {
    private Failures() {}

    static String describe(Throwable failure) {
        if (failure instanceof UserRecordFailedException failed) {
            return failed.getResult().getAttempts().stream()
                    .map(attempt -> attempt.getErrorCode() + ": " + attempt.getErrorMessage())
                    .collect(Collectors.joining("; "));
        }
        return String.valueOf(failure);
    }
}
