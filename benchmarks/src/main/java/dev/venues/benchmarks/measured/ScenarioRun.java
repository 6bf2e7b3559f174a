package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Lookup;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.stub.LocatedCheck;
import dev.venues.benchmarks.stub.StubCounts;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One scenario of one contender: starts the job, waits until it is steady or over, and reads the meters. */
final class ScenarioRun {

    private static final int WARM_EVENTS = 65_536;
    /** Each subtask has then met every venue, unless one ran more than twice as fast as the other. */
    private static final long FILLED_AFTER_LAPS = 3;

    private static final long ENDLESS = 1_000_000_000_000L;
    private static final long DISTINCT_EVENTS = 1_000_000_000L;
    private static final long POLL_MILLIS = 10;
    private static final long COURSE_MILLIS = 250;

    private final Contender contender;
    private final Scenario scenario;
    private final Plan plan;
    private final Report report;

    ScenarioRun(Contender contender, Scenario scenario, Plan plan, Report report) {
        this.contender = contender;
        this.scenario = scenario;
        this.plan = plan;
        this.report = report;
    }

    void run(URI api) throws Exception {
        Events events = events();
        StubQuestions stub = new StubQuestions(api);
        stub.reset();
        Meter meter = Meter.renew();
        ProcessUse.resetPeakThreads();
        boolean steady = scenario != Scenario.COLD && !contender.isBounded();
        Lookup.Setting setting = new Lookup.Setting(api, scenario.inFlight());
        try (ComparedJob job = ComparedJob.start(contender.lookup(), setting, events, count())) {
            if (steady) {
                observe(job, meter, () -> meter.begun() != null);
                observe(job, meter, () -> scenario != Scenario.WARM || meter.count() > FILLED_AFTER_LAPS * lap());
                observe(job, meter, over(plan.warmUpSeconds(scenario)));
                ProcessUse begin = ProcessUse.now();
                long before = meter.count();
                observe(job, meter, over(plan.measuredSeconds(scenario)));
                ProcessUse end = ProcessUse.now();
                long measured = meter.count() - before;
                tell(begin, end, measured);
                // Of a job that ends, threads are gone before they can be asked.
                report.figure(scenario, Metric.BYTES_PER_EVENT, end.allocatedBytesSince(begin) / (double) measured);
            } else {
                job.await();
                if (meter.count() != count()) {
                    throw new IllegalStateException(count() + " events in, " + meter.count() + " out");
                }
                tell(meter.begun(), meter.ended(), count());
            }
            check(meter);
            StubCounts.Asked asked = stub.asked();
            if (asked.venues() > 0) {
                report.figure(scenario, Metric.CALLS_PER_VENUE, (double) asked.requests() / asked.venues());
            }
            report.figure(scenario, Metric.PEAK_THREADS, ProcessUse.peakThreads());
        }
    }

    private Events events() {
        return switch (scenario) {
            case WARM -> Events.zipf(plan.venues(), lap());
            case COLD -> Events.zipf(plan.venues(), plan.events());
            case DISTINCT_100, DISTINCT_1000 -> Events.distinct(plan.venues());
        };
    }

    private long count() {
        if (contender.isBounded()) {
            return plan.clients();
        }
        return switch (scenario) {
            case WARM -> ENDLESS;
            case COLD -> plan.events();
            case DISTINCT_100, DISTINCT_1000 -> DISTINCT_EVENTS;
        };
    }

    private void tell(ProcessUse begin, ProcessUse end, long events) {
        double rate = events / end.secondsSince(begin);
        report.figure(scenario, Metric.EVENTS_PER_SECOND, rate);
        report.figure(scenario, Metric.CPU_SECONDS_PER_MILLION, end.cpuSecondsSince(begin) / events * 1e6);
        if (scenario.isDistinct()) {
            double limit = Plan.PARALLELISM * scenario.inFlight() / (plan.latencyMillis() / 1e3);
            report.figure(scenario, Metric.SHARE_OF_LIMIT, rate / limit);
        }
    }

    /** Events after which the warm scenario begins again with the first. */
    private int lap() {
        return Math.min(WARM_EVENTS, plan.events());
    }

    private static BooleanSupplier over(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return () -> end - System.nanoTime() <= 0;
    }

    /** Lets the job run until something is so, reports its course meanwhile, and looks at some of what comes out. */
    private void observe(ComparedJob job, Meter meter, BooleanSupplier until) throws Exception {
        long before = System.nanoTime();
        long count = meter.count();
        while (!until.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            if (job.isOver()) {
                job.await();
                throw new IllegalStateException("the job ended before it was measured");
            }
            long now = System.nanoTime();
            long counted = meter.count();
            if (meter.begun() != null && now - before >= COURSE_MILLIS * 1_000_000) {
                double second = (now - meter.begun().nanos()) / 1e9;
                report.course(scenario, second, (counted - count) / ((now - before) / 1e9));
                before = now;
                count = counted;
            }
        }
        check(meter);
    }

    private void check(Meter meter) throws Exception {
        for (byte[] sample : meter.samples()) {
            if (contender.role() != Contender.Role.CEILING) {
                LocatedCheck.require(sample);
            }
        }
    }
}
