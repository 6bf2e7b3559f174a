package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Lookup;
import dev.venues.benchmarks.stub.LocatedCheck;

import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Runs a job in this process, tells every second how many events have come out, and ends with whoever started it. */
public final class WatchedProgram {

    /** The second subtask begins in the middle, and must not name the same venues as the first at the same time. */
    private static final long ENDLESS = 1_000_246_913_578L;

    private WatchedProgram() {}

    /** Takes the run's name, the API's URL and the events per second. */
    public static void main(String[] args) throws Exception {
        Parent.endWith();
        WatchedRun run = WatchedRun.valueOf(args[0]);
        Meter meter = Meter.renew();
        try (ComparedJob job = ComparedJob.start(
                run.lookup(),
                new Lookup.Setting(URI.create(args[1]), 0),
                run.events(Double.parseDouble(args[2])),
                ENDLESS)) {
            while (!job.isOver()) {
                System.out.println(meter.count());
                for (byte[] sample : meter.samples()) {
                    LocatedCheck.require(sample);
                }
                TimeUnit.SECONDS.sleep(1);
            }
            job.await();
        }
    }
}
