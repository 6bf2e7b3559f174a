package dev.venues.lookup.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The failures of the last while that have to do with what was asked: whoever asks the same is told the same, without a call.
 * They stand beside the answers, in a part of the room that those have, so that neither pushes out the other, and an answer
 * in the cache is found without a look here. {@link dev.venues.lookup.FailureKind} says which failures are meant.
 */
final class Refusals {

    /** What a failure takes beside its words, by an estimate. */
    private static final int FAILURE = 64;

    private final CachingLookup.Conditions conditions;
    private final Cache<String, Refusal> cache;
    private final LongAdder bytes = new LongAdder();
    private final AtomicLong answers = new AtomicLong();

    private record Refusal(LookupFailure failure, int bytes) {}

    Refusals(LookupOptions.Cache settings, CachingLookup.Conditions conditions) {
        this.conditions = conditions;
        CacheBounds<?> bounds = CacheBounds.ofRefusals(settings);
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bounds.maxWeight())
                .weigher((String key, Refusal refusal) -> bounds.weigh(refusal.bytes))
                .expireAfterWrite(settings.refusedTtl())
                .removalListener((String key, Refusal removed, RemovalCause cause) -> bytes.add(-removed.bytes))
                .ticker(conditions.ticker())
                .executor(Runnable::run)
                .build();
    }

    /** The failure of the lookup that found it out; null if nothing is remembered. */
    LookupFailure of(String key) {
        Refusal known = cache.getIfPresent(key);
        return known == null ? null : known.failure;
    }

    /** Lookups that the API has answered so far. */
    long answers() {
        return answers.get();
    }

    /** Notes a lookup's answer. */
    void answered() {
        answers.incrementAndGet();
    }

    /**
     * Notes a lookup's failure.
     *
     * @param answersBefore what {@link #answers} said when it began
     */
    void failed(String key, LookupFailure failure, long answersBefore) {
        if (!isOfTheQuery(failure, answersBefore)) {
            return;
        }
        Refusal refusal = new Refusal(
                failure, AnswerSize.of(key, FAILURE + AnswerSize.characters(String.valueOf(failure.getMessage()))));
        bytes.add(refusal.bytes);
        cache.put(key, refusal);
    }

    private boolean isOfTheQuery(LookupFailure failure, long answersBefore) {
        if (failure.kind().isRemembered()) {
            return true;
        }
        return failure.kind().isRememberedAmongAnswers()
                && failure.attempts() > 1
                && answers.get() != answersBefore
                && !conditions.apiDown().getAsBoolean();
    }

    long size() {
        return cache.estimatedSize();
    }

    /** An estimate of the heap that they take. */
    long bytes() {
        return bytes.sum();
    }
}
