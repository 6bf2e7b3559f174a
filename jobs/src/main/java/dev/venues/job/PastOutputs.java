package dev.venues.job;

import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.codec.Located;
import dev.venues.codec.PastAnswerReader;
import dev.venues.codec.PastAnswerReader.PastAnswer;
import dev.venues.config.Settings;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.FinishedOutput.Part;
import dev.venues.geo.GeoSettings;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.model.VenueQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The answers in what earlier runs wrote, the newest file first, until the cache is full or a minute has passed.
 *
 * <p>Only events whose answer took a call count: the time of their file tells its age, where an answer from the cache may be
 * older than its file by as much as answers are kept (docs/design-decisions.md, "Warm start").
 */
final class PastOutputs implements PastAnswers<VenueQuery, Located> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PastOutputs.class);
    private static final RateLimitedLog UNREADABLE = RateLimitedLog.warnings(LOG);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** As our events have it: most lines need not be parsed to know that they are of no use. */
    private static final byte[] TOOK_A_CALL = "\"via\":\"api\"".getBytes(US_ASCII);

    private final String place;
    private final FinishedOutput output;
    private final EventPointers pointers;
    private final String provider;
    private final Duration longest;
    private final Duration limit;
    private final Clock clock;

    /**
     * @param settings that name a place to warm from
     * @param limit how long reading may take, more or less
     * @param clock tells how old the outputs are, and how long reading takes; serialisable
     */
    PastOutputs(Settings settings, Duration limit, Clock clock) {
        GeoSettings geo = settings.geo();
        this.place = geo.warmFrom();
        this.output = Connectors.finishedFiles(place);
        this.pointers = settings.pointers();
        this.provider = geo.provider().text();
        Duration ttl = geo.options().cache().ttl();
        Duration notFoundTtl = geo.options().cache().notFoundTtl();
        this.longest = ttl.compareTo(notFoundTtl) > 0 ? ttl : notFoundTtl;
        this.limit = limit;
        this.clock = clock;
    }

    /** What the settings want the cache to begin with. */
    static PastAnswers<VenueQuery, Located> of(Settings settings) {
        return settings.geo().warmFrom() == null
                ? PastAnswers.none()
                : new PastOutputs(settings, LIMIT, Clock.systemUTC());
    }

    @Override
    public void read(Taker<VenueQuery, Located> taker) {
        new Reading(taker).run();
    }

    /** One reading, and what it met. */
    private final class Reading {

        private final Taker<VenueQuery, Located> taker;
        private final EventCodec codec = new EventCodec(pointers);
        private final PastAnswerReader answers = new PastAnswerReader(pointers);
        private final Instant end = clock.instant().plus(limit);
        private String ending = "all was read";
        private boolean over;
        private long taken;
        private long passedOver;
        private long ofOthers;
        private long damaged;

        Reading(Taker<VenueQuery, Located> taker) {
            this.taker = taker;
        }

        void run() {
            try {
                List<Part> parts = new ArrayList<>(output.parts());
                parts.sort(Comparator.comparing(Part::written).reversed());
                for (Part part : parts) {
                    Duration age = age(part);
                    if (age.compareTo(longest) >= 0) {
                        stop("what is left is too old");
                    }
                    if (over) {
                        break;
                    }
                    read(part, age);
                    if (Thread.currentThread().isInterrupted()) {
                        stop("the job is being cancelled");
                        break;
                    }
                }
            } catch (FileNotFoundException e) {
                ending = "there is nothing";
            } catch (IOException | RuntimeException e) {
                // A cold cache costs calls; a job that does not start costs more.
                LOG.warn("The cache cannot be warmed from {} any further", place, e);
                ending = "the rest cannot be read";
            }
            LOG.info(
                    "The cache begins with {} answers from {}: {}; passed over {} known or too old, {} of other providers,"
                            + " {} damaged",
                    taken,
                    place,
                    ending,
                    passedOver,
                    ofOthers,
                    damaged);
        }

        private Duration age(Part part) {
            Duration age = Duration.between(part.written(), clock.instant());
            return age.isNegative() ? Duration.ZERO : age;
        }

        private void stop(String why) {
            ending = why;
            over = true;
        }

        private void read(Part part, Duration age) {
            try {
                part.forEach(lines -> {
                    for (int i = 0; i < lines.size() && !over; i++) {
                        take(lines.get(i), age);
                    }
                    if (!over && clock.instant().isAfter(end)) {
                        stop("reading took too long");
                    }
                    return !over;
                });
            } catch (IOException e) {
                UNREADABLE.line("{} cannot be read to its end", part, e);
            }
        }

        private void take(byte[] line, Duration age) {
            if (!contains(line, TOOK_A_CALL)) {
                return;
            }
            DecodedEvent event;
            try {
                event = codec.decode(line);
            } catch (EventRejectedException e) {
                damaged++;
                return;
            }
            PastAnswer past = answers.read(line);
            if (event.query() == null || past == null || past.via() != Located.Via.API) {
                return;
            }
            if (!past.provider().equals(provider)) {
                ofOthers++;
                return;
            }
            switch (taker.take(event.query(), past.located(), age)) {
                case TAKEN -> taken++;
                case PASSED_OVER -> passedOver++;
                case FULL -> stop("it is full");
            }
        }
    }

    private static boolean contains(byte[] line, byte[] wanted) {
        for (int i = 0; i <= line.length - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && line[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
