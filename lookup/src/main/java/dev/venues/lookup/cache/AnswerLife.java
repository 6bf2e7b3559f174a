package dev.venues.lookup.cache;

import com.github.benmanes.caffeine.cache.Expiry;
import dev.venues.lookup.LookupOptions;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long answers live. Found and not-found ones live differently long, each up to {@link #JITTER} shorter than the
 * settings say, so that what came in together is not asked for again together; never longer, because the settings may be a
 * provider's terms. Reading does not prolong a life.
 *
 * <p>What is kept for the case that the API cannot answer stays for longer, as a stale answer.
 */
final class AnswerLife<A> implements Expiry<String, Remembered<A>> {

    static final double JITTER = 0.1;

    /**
     * One answer's life, drawn when it came.
     *
     * @param nanos how long it stays in the cache, its time as a stale answer included
     * @param dueNanos it is time for a new answer when so much of that is left; -1 for never
     */
    record Span(long nanos, long dueNanos) {

        static final Span NONE = new Span(0, -1);
    }

    private final LookupOptions.Cache settings;
    private final AnswerForm<A> form;
    private final DoubleSupplier random;
    private final long staleNanos;

    /**
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    AnswerLife(LookupOptions.Cache settings, AnswerForm<A> form, DoubleSupplier random) {
        this.settings = settings;
        this.form = form;
        this.random = random;
        this.staleNanos = settings.staleIfError().toNanos();
    }

    /** The life that an answer has before it; none if it is too old. */
    Span draw(A answer, Duration age) {
        Duration ttl = form.isFound(answer) ? settings.ttl() : settings.notFoundTtl();
        long fresh = ttl.toNanos() - (long) (ttl.toNanos() * JITTER * random.getAsDouble());
        long left = fresh - age.toNanos();
        if (left <= 0) {
            return Span.NONE;
        }
        boolean refreshed = settings.refreshAhead() < 1;
        return new Span(
                staleNanos + left, refreshed ? staleNanos + fresh - (long) (fresh * settings.refreshAhead()) : -1);
    }

    @Override
    public long expireAfterCreate(String key, Remembered<A> remembered, long now) {
        return remembered.lifeNanos();
    }

    @Override
    public long expireAfterUpdate(String key, Remembered<A> remembered, long now, long left) {
        return remembered.lifeNanos();
    }

    /** The cache has just read the clock: whoever reads the answer now need not do so again to know its age. */
    @Override
    public long expireAfterRead(String key, Remembered<A> remembered, long now, long left) {
        if (left <= remembered.dueNanos()) {
            remembered.becomeDue();
        }
        if (left <= staleNanos) {
            remembered.becomeStale();
        }
        return left;
    }
}
