package dev.venues.geo;

import com.github.benmanes.caffeine.cache.Expiry;
import dev.venues.model.GeoAnswer;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long answers live. Found and not-found ones live differently long, each up to {@link #JITTER} shorter than the
 * settings say, so that what came in together is not asked for again together; never longer, because the settings may be a
 * provider's terms. Reading does not prolong a life.
 */
final class AnswerLife implements Expiry<String, Remembered> {

    static final double JITTER = 0.1;

    private final GeoSettings.Cache settings;
    private final DoubleSupplier random;

    /**
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    AnswerLife(GeoSettings.Cache settings, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
    }

    /** The life of an answer that comes now. */
    long drawNanos(GeoAnswer answer) {
        Duration ttl = answer instanceof GeoAnswer.Found ? settings.ttl() : settings.notFoundTtl();
        return ttl.toNanos() - (long) (ttl.toNanos() * JITTER * random.getAsDouble());
    }

    @Override
    public long expireAfterCreate(String key, Remembered remembered, long now) {
        return remembered.lifeNanos();
    }

    @Override
    public long expireAfterUpdate(String key, Remembered remembered, long now, long left) {
        return remembered.lifeNanos();
    }

    @Override
    public long expireAfterRead(String key, Remembered remembered, long now, long left) {
        return left;
    }
}
