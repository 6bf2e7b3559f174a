package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** Runs all scenarios of one contender in this process, one after the other, and ends with whoever started it. */
public final class ContenderProgram {

    private static final Logger LOG = LoggerFactory.getLogger(ContenderProgram.class);

    private ContenderProgram() {}

    /** Takes the contender's key, the API's URL and the plan. */
    public static void main(String[] args) {
        Parent.endWith();
        List<String> words = Arrays.asList(args);
        run(Contender.of(words.get(0)), URI.create(words.get(1)), Plan.parse(words.subList(2, words.size())));
        // Not all contenders end their threads.
        Runtime.getRuntime().halt(0);
    }

    private static void run(Contender contender, URI api, Plan plan) {
        Report report = new ReportLines(System.out);
        for (Scenario scenario : plan.scenarios(contender)) {
            try {
                new ScenarioRun(contender, scenario, plan, report).run(api);
            } catch (Exception e) {
                LOG.error("{} failed in {}", contender, scenario, e);
                report.failed(scenario, reason(e));
            }
        }
    }

    private static String reason(Throwable throwable) {
        Throwable cause = ExceptionUtils.stripExecutionException(throwable);
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause);
    }
}
