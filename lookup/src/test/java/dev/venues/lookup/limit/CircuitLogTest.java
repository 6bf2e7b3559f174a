package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecodingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;

/** What a circuit writes into the log: a line for each change of state, unless an API makes it change all the time. */
class CircuitLogTest {

    private static final String PAUSES = "WARN The API asks for a pause of 1 s; lookups wait";
    private static final String GOES_ON = "INFO Lookups go on after 1 s: the pause is over";

    private final Queue<SubstituteLoggingEvent> written = new ArrayDeque<>();
    private final EventRecodingLogger log =
            new EventRecodingLogger(new SubstituteLogger("circuit", written, false), written);

    private long now = 1_000_000;
    private final Circuit circuit = new Circuit(now, new CircuitLog(log, RateLimitedLog.warnings(log, () -> now)));

    @Test
    void shouldWriteTheFirstPauseAndItsEndAtOnce() {
        throttle();

        assertThat(lines()).containsExactly(PAUSES, GOES_ON);
    }

    /** An API with {@code Retry-After: 1} had two lines a second for as long as it throttled. */
    @Test
    void shouldWriteOnePauseAMinuteAndTheCountOfTheOthersWhenTheApiThrottlesOnAndOn() {
        for (int second = 0; second < 121; second++) {
            throttle();
        }

        String count = "WARN 59 more of the kind \"The API asks for a pause of {} s; lookups wait\" were left out";
        assertThat(lines()).containsExactly(PAUSES, GOES_ON, count, PAUSES, GOES_ON, count, PAUSES, GOES_ON);
    }

    @Test
    void shouldWriteALineWhenTheApiHasThrottledEverythingForAMinute() {
        for (int minutes = 0; minutes < 10; minutes++) {
            circuit.ended(circuit.started(circuit.role(), "a query"), FakeLookup.failure(FailureKind.THROTTLED), now);
            now += Duration.ofMinutes(1).toNanos();
            circuit.waitNanos(now, 0);
        }

        assertThat(lines())
                .filteredOn(line -> line.contains("The circuit opens"))
                .containsExactly("WARN The circuit opens: the API has throttled everything for a minute (the fake says"
                        + " THROTTLED). Lookups wait; a probe asks at least every 30 s");
    }

    @Test
    void shouldWriteBothLinesOfEachOutageThoughPausesAreLeftOut() {
        throttle();
        throttle();
        for (int outage = 0; outage < 3; outage++) {
            fall();
            rise();
        }

        assertThat(lines())
                .filteredOn(line -> line.contains("the API is down"))
                .hasSize(3)
                .allMatch(line -> line.startsWith("WARN The circuit opens: "));
        assertThat(lines())
                .filteredOn(line -> line.endsWith("the API answers again"))
                .hasSize(3)
                .allMatch(line -> line.startsWith("INFO Lookups go on after "));
        assertThat(lines()).hasSize(2 + 2 * 3);
    }

    /** It may last for weeks: whatever the API asked for just before, both its lines count. */
    @Test
    void shouldWriteBothLinesOfAPauseOfOurOwnThatBeginsInOneThatWasLeftOut() {
        throttle();
        circuit.ended(circuit.started(circuit.role(), "a query"), FakeLookup.throttled(Duration.ofSeconds(1)), now);

        circuit.hold(Duration.ofDays(9), "The month's calls are used up: a pause", now);
        circuit.hold(Duration.ofDays(9), "The month's calls are used up: a pause", now);
        now += Duration.ofDays(9).toNanos();
        circuit.waitNanos(now, 0);

        assertThat(lines())
                .containsExactly(
                        PAUSES,
                        GOES_ON,
                        "WARN The month's calls are used up: a pause of 777600 s; lookups wait",
                        "INFO Lookups go on after 777600 s: the pause is over");
    }

    /** An answer, and a pause of a second from beginning to end. */
    private void throttle() {
        circuit.ended(circuit.started(circuit.role(), "a query"), null, now);
        circuit.ended(circuit.started(circuit.role(), "a query"), FakeLookup.throttled(Duration.ofSeconds(1)), now);
        now += Duration.ofSeconds(1).toNanos();
        circuit.waitNanos(now, 0);
    }

    private void fall() {
        for (int i = 0; i < Circuit.CONNECT_FAILURES; i++) {
            circuit.ended(circuit.started(circuit.role(), "a query"), FakeLookup.failure(FailureKind.UNREACHABLE), now);
        }
    }

    private void rise() {
        now += Circuit.FIRST_PROBE.toNanos();
        circuit.waitNanos(now, 0);
        circuit.ended(circuit.started(circuit.role(), "a query"), null, now);
    }

    /** Level and message, what is for DEBUG left out. */
    private List<String> lines() {
        return written.stream()
                .filter(line -> line.getLevel().toInt() > Level.DEBUG.toInt())
                .map(line -> line.getLevel() + " "
                        + MessageFormatter.arrayFormat(line.getMessage(), line.getArgumentArray())
                                .getMessage())
                .toList();
    }
}
