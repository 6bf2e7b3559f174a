package dev.venues.lookup.log;

import org.junit.jupiter.api.Test;
import org.slf4j.helpers.MessageFormatter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitedLogTest {

    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;

    private final RateLimitedLog log = new RateLimitedLog(
            (format, arguments) ->
                    lines.add(MessageFormatter.arrayFormat(format, arguments).getMessage()),
            () -> now);

    @Test
    void shouldWriteTheFirstLineAndCountTheOthersOfItsMinute() {
        IntStream.range(0, 1_000_000).forEach(i -> log.line("broken: {}", i));

        assertThat(lines).containsExactly("broken: 0");
    }

    @Test
    void shouldSayHowManyWereLeftOutBeforeTheNextLine() {
        log.line("broken: {}", 1);
        log.line("broken: {}", 2);
        log.line("broken: {}", 3);
        pass(RateLimitedLog.INTERVAL);

        log.line("broken: {}", 4);

        assertThat(lines).containsExactly("broken: 1", "2 more of the kind \"broken: {}\" were left out", "broken: 4");
    }

    @Test
    void shouldSayNothingOfLinesThatAreNotLeftOut() {
        log.line("broken: {}", 1);
        pass(RateLimitedLog.INTERVAL);
        log.line("broken: {}", 2);
        pass(RateLimitedLog.INTERVAL);
        log.tellIfDue();

        assertThat(lines).containsExactly("broken: 1", "broken: 2");
    }

    @Test
    void shouldSayWhatWasLeftOutThoughNoLineFollows() {
        log.line("broken");
        log.line("broken");
        log.tellIfDue();
        assertThat(lines).containsExactly("broken");
        pass(RateLimitedLog.INTERVAL);

        log.tellIfDue();
        log.tellIfDue();

        assertThat(lines).containsExactly("broken", "1 more of the kind \"broken\" were left out");
    }

    @Test
    void shouldSayWhatWasLeftOutAtAnEndBeforeTheMinuteIsOver() {
        log.line("broken");
        log.line("broken");

        log.tell();

        assertThat(lines).hasSize(2);
    }

    @Test
    void shouldStayWithinOneLineAMinuteAndItsCount() {
        for (int second = 0; second < 600; second++) {
            log.line("broken");
            log.line("broken");
            log.tellIfDue();
            pass(Duration.ofSeconds(1));
        }

        assertThat(lines).hasSizeLessThanOrEqualTo(20);
    }

    private void pass(Duration time) {
        // Over the end of the numbers, as System.nanoTime may go.
        now += time.toNanos();
    }
}
