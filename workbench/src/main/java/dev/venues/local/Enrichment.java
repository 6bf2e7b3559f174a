package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.connector.FinishedOutput;
import dev.venues.diagnosis.Counts;
import dev.venues.diagnosis.Diagnosis;
import dev.venues.diagnosis.Diagnosis.Surroundings;
import dev.venues.diagnosis.Failures;
import dev.venues.diagnosis.Verdict;
import dev.venues.flink.VenuesMetric;
import dev.venues.job.WrittenEvents;
import dev.venues.model.RawRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events through the job once, and a verdict on what came of them. */
final class Enrichment implements RunFrame {

    private static final Logger LOG = LoggerFactory.getLogger(Enrichment.class);
    private static final int FIRST = 20;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Clock clock;
    private Instant begun;

    Enrichment(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Optional<Settings> before(Settings complete, Path folder) {
        begun = clock.instant();
        return Optional.of(complete);
    }

    /** Reads again only where something is wrong. */
    @Override
    public Verdict after(LocalMetrics metrics, End end) {
        Counts counts = new Counts(
                metrics.sum(VenuesMetric.FOUND),
                metrics.sum(VenuesMetric.NOT_FOUND),
                metrics.sum(VenuesMetric.PRESENT),
                metrics.sum(VenuesMetric.SKIPPED),
                metrics.sum(VenuesMetric.DEAD_LETTERS));
        if (!counts.isSuspicious()) {
            return Verdict.WELL;
        }
        Verdict verdict =
                Diagnosis.of(counts, Surroundings.of(settings, settings.source().whenEmpty()), first(), failures());
        return end == End.STOPPED ? verdict.asWarning() : verdict;
    }

    private List<byte[]> first() {
        try {
            return settings.source().first(FIRST).stream()
                    .map(RawRecord::payload)
                    .toList();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The input cannot be read again", e);
            return List.of();
        }
    }

    private Failures failures() {
        Failures failures = new Failures();
        Optional<FinishedOutput> letters = settings.deadLetters().finished();
        try {
            if (letters.isPresent()) {
                new WrittenEvents(settings.pointers(), begun, LIMIT, clock)
                        .forEachLetter(letters.get(), letter -> failures.add(letter.reason(), letter.detail()));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The dead letters cannot be read", e);
        }
        return failures;
    }

    @Override
    public void close() {}
}
