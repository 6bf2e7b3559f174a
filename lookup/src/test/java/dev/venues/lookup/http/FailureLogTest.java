package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.log.RateLimitedLog;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecodingLogger;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTest {

    private final Queue<SubstituteLoggingEvent> written = new ArrayDeque<>();
    private final EventRecodingLogger lines =
            new EventRecodingLogger(new SubstituteLogger("failures", written, false), written);
    private long now = 1_000_000;
    private final FailureLog log = new FailureLog(() -> RateLimitedLog.warnings(lines, () -> now));

    @Test
    void shouldTellOneFailureOfAKindAMinute() {
        for (int second = 0; second < 61; second++) {
            tell(FailureKind.REJECTED, "near is unknown");
            tell(FailureKind.ACCOUNT, "no credits");
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(lines())
                .containsExactly(
                        "A lookup failed (REJECTED): the API answered 4xx: near is unknown",
                        "A lookup failed (ACCOUNT): the API answered 4xx: no credits",
                        "59 more of the kind \"A lookup failed (REJECTED): {}\" were left out",
                        "A lookup failed (REJECTED): the API answered 4xx: near is unknown",
                        "59 more of the kind \"A lookup failed (ACCOUNT): {}\" were left out",
                        "A lookup failed (ACCOUNT): the API answered 4xx: no credits");
    }

    @Test
    void shouldNotTellWhatTheApiDidNotSay() {
        tell(FailureKind.TRANSIENT, "");
        log.tell(LookupFailure.of(FailureKind.UNREADABLE, "the API's answer is not JSON"), "some title");

        assertThat(lines()).isEmpty();
    }

    private void tell(FailureKind kind, String words) {
        log.tell(LookupFailure.of(kind, "the API answered 4xx: " + words), words);
    }

    private List<String> lines() {
        return written.stream()
                .map(event -> MessageFormatter.arrayFormat(event.getMessage(), event.getArgumentArray())
                        .getMessage())
                .toList();
    }
}
