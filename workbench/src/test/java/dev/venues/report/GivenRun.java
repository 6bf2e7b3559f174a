package dev.venues.report;

import dev.venues.geo.provider.ProviderName;
import dev.venues.report.Sample.Calls;
import dev.venues.report.Sample.Heap;
import dev.venues.report.Sample.Latency;
import dev.venues.report.Sample.Lookups;
import dev.venues.report.Sample.Outcomes;

import java.time.Duration;
import java.time.Instant;

/** A run that reports are made of. */
public final class GivenRun {

    private GivenRun() {}

    /** Ten samples in ten seconds, at the end of which 1,000 events had come in. */
    public static Course course() {
        Course course = new Course(Duration.ofSeconds(1));
        for (int second = 1; second <= 10; second++) {
            course.add(sample(Duration.ofSeconds(second), second * 100L));
        }
        return course;
    }

    /** As many events as are said, of which one in a hundred became a dead letter. */
    static Sample sample(Duration at, long events) {
        long dead = events / 100;
        return new Sample(
                at,
                new Outcomes(events, events - dead, 0, 0, 0, dead),
                new Calls(events / 4, 2, 1, new Latency(10, 20, 30)),
                new Lookups(events, events / 2, events / 4),
                new Heap(64 << 20, -1));
    }

    /**
     * @param text stands wherever a name can
     */
    public static RunFacts facts(ProviderName provider, String text) {
        return new RunFacts(
                "0.1.0 (3f2a91c)",
                Instant.parse("2026-11-22T13:04:10Z"),
                provider,
                new RunFacts.Places(text, text, text));
    }
}
