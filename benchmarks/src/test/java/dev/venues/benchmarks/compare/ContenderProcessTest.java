package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.measured.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ContenderProcessTest {

    private final Results results = new Results();

    @Test
    void shouldEndAContenderAndSayWhyWhenItTakesTooLong(@TempDir Path logs) throws Exception {
        Plan plan = Plan.parse(List.of("--limit", "1", "--warm-up", "100"));
        long children = ProcessHandle.current().children().count();

        new ContenderProcess(plan, logs).run(Contender.CEILING, 1, results);

        assertThat(results.failures())
                .containsExactly(new Results.Failure(Contender.CEILING, Scenario.WARM, 1, "not over after 1 s"));
        assertThat(results.figures()).isEmpty();
        // The stub API goes when its input has ended, a moment later.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ProcessHandle.current().children().count() <= children);
    }

    @Test
    void shouldReportTheReasonWhenAScenarioFails(@TempDir Path logs) throws Exception {
        Plan plan = Plan.parse(List.of("--venues", "0"));

        new ContenderProcess(plan, logs).run(Contender.CEILING, 1, results);

        assertThat(results.failures()).hasSize(1);
        assertThat(results.failures().get(0).reason()).contains("Exception");
    }
}
