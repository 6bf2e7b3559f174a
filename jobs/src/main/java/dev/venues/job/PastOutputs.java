package dev.venues.job;

import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.codec.Located;
import dev.venues.codec.PastAnswerReader;
import dev.venues.codec.PastAnswerReader.PastAnswer;
import dev.venues.config.Settings;
import dev.venues.geo.GeoSettings;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.model.VenueQuery;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
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

    private final String path;
    private final EventPointers pointers;
    private final String provider;
    private final Duration longest;
    private final Duration limit;

    /**
     * @param settings that name a place to warm from
     * @param limit how long reading may take, more or less
     */
    PastOutputs(Settings settings, Duration limit) {
        GeoSettings geo = settings.geo();
        this.path = geo.warmFrom();
        this.pointers = settings.pointers();
        this.provider = geo.provider().text();
        Duration ttl = geo.options().cache().ttl();
        Duration notFoundTtl = geo.options().cache().notFoundTtl();
        this.longest = ttl.compareTo(notFoundTtl) > 0 ? ttl : notFoundTtl;
        this.limit = limit;
    }

    /** What the settings want the cache to begin with. */
    static PastAnswers<VenueQuery, Located> of(Settings settings) {
        return settings.geo().warmFrom() == null ? PastAnswers.none() : new PastOutputs(settings, LIMIT);
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
        private final long start = System.nanoTime();
        private String end = "all was read";
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
                List<FileStatus> files = OutputFiles.below(new Path(path));
                files.sort(Comparator.comparingLong(FileStatus::getModificationTime)
                        .reversed());
                for (FileStatus file : files) {
                    Duration age =
                            Duration.ofMillis(Math.max(0, System.currentTimeMillis() - file.getModificationTime()));
                    if (age.compareTo(longest) >= 0) {
                        end = "what is left is too old";
                        over = true;
                    }
                    if (over) {
                        break;
                    }
                    read(file, age);
                    if (Thread.currentThread().isInterrupted()) {
                        end = "the job is being cancelled";
                        break;
                    }
                }
            } catch (FileNotFoundException e) {
                end = "there is nothing";
            } catch (IOException | RuntimeException e) {
                // A cold cache costs calls; a job that does not start costs more.
                LOG.warn("The cache cannot be warmed from {} any further", path, e);
                end = "the rest cannot be read";
            }
            LOG.info(
                    "The cache begins with {} answers from {}: {}; passed over {} known or too old, {} of other providers,"
                            + " {} damaged",
                    taken,
                    path,
                    end,
                    passedOver,
                    ofOthers,
                    damaged);
        }

        private void read(FileStatus file, Duration age) {
            try (JsonLinesReader reader = JsonLinesFormat.open(file)) {
                for (var batch = reader.readBatch(); batch != null && !over; batch = reader.readBatch()) {
                    for (var line = batch.next(); line != null && !over; line = batch.next()) {
                        take(line.getRecord().payload(), age);
                    }
                    if (System.nanoTime() - start > limit.toNanos()) {
                        end = "reading took too long";
                        over = true;
                    }
                }
            } catch (IOException e) {
                UNREADABLE.line("{} cannot be read to its end", file.getPath(), e);
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
                case FULL -> {
                    end = "it is full";
                    over = true;
                }
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
