package dev.venues.lookup.http;

import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Secret;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One access token for all requests: had when it is first needed, anew before its end, and once when it is refused. However many
 * want one, the token endpoint is asked once at a time, and after a failure not before a pause. A token that was had after a
 * refusal is not given up for ten seconds, though the API takes it for some requests and not for others: then it is not the
 * token that is at fault. Thread-safe, never waits.
 */
final class AccessTokens {

    /** Before its end a token is renewed while it is still good: by so much, or by the fifth part of its life. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final int PART = 5;

    /** The token endpoint is not asked again so soon after it failed. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    /** A token that was had after a refusal is not given up before. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    /**
     * What the token endpoint gives.
     *
     * @param life for how long it is good
     */
    record Grant(Secret value, Duration life) {}

    /** A token, and for how long it counts. */
    static final class Token {

        private final Secret value;
        private final long had;
        private final long renewal;
        private final long end;
        private final boolean afterRefusal;

        private Token(Grant grant, long asked, boolean afterRefusal) {
            this.value = grant.value;
            this.had = asked;
            this.end = asked + grant.life.toNanos();
            this.renewal = end - Math.min(AHEAD.toNanos(), grant.life.toNanos() / PART);
            this.afterRefusal = afterRefusal;
        }

        Secret value() {
            return value;
        }
    }

    private final Supplier<CompletionStage<Grant>> endpoint;
    private final LongSupplier nanoTime;

    private volatile Token token;

    // Guarded by this.
    private CompletableFuture<Token> underWay;
    private LookupFailure failure;
    private long failed;

    /**
     * @param endpoint asks for a new token; fails with {@link LookupFailure}
     * @param nanoTime as {@link System#nanoTime}
     */
    AccessTokens(Supplier<CompletionStage<Grant>> endpoint, LongSupplier nanoTime) {
        this.endpoint = endpoint;
        this.nanoTime = nanoTime;
    }

    /** A token that is good now. */
    CompletionStage<Token> current() {
        Token known = token;
        long now = nanoTime.getAsLong();
        if (known == null || now - known.end >= 0) {
            return renewed(known, false);
        }
        if (now - known.renewal >= 0) {
            // Whoever asks meanwhile has this one, and if the endpoint fails there is time to ask again.
            renewed(known, false);
        }
        return CompletableFuture.completedFuture(known);
    }

    /**
     * Another token than one that the API refused.
     *
     * @return null if another would fare no better: it was had after a refusal itself, and not long ago
     */
    CompletionStage<Token> after(Token refused) {
        boolean hopeless = refused.afterRefusal && nanoTime.getAsLong() - refused.had < PATIENCE_NANOS;
        return hopeless ? null : renewed(refused, true);
    }

    /**
     * The token that follows another.
     *
     * @param old null for none
     */
    private CompletionStage<Token> renewed(Token old, boolean afterRefusal) {
        CompletableFuture<Token> renewal;
        long now = nanoTime.getAsLong();
        synchronized (this) {
            if (token != old) {
                return CompletableFuture.completedFuture(token);
            }
            if (underWay != null) {
                return underWay;
            }
            if (failure != null && now - failed < PAUSE_NANOS) {
                return CompletableFuture.failedFuture(failure);
            }
            renewal = new CompletableFuture<>();
            underWay = renewal;
        }
        CompletionStage<Grant> asked;
        try {
            asked = endpoint.get();
        } catch (RuntimeException | Error e) {
            asked = CompletableFuture.failedFuture(e);
        }
        asked.whenComplete((grant, throwable) -> {
            Token fresh = grant == null ? null : new Token(grant, now, afterRefusal);
            LookupFailure why = fresh == null ? Failures.toFailure(throwable) : null;
            synchronized (this) {
                underWay = null;
                failure = why;
                failed = nanoTime.getAsLong();
                if (fresh != null) {
                    token = fresh;
                }
            }
            if (fresh == null) {
                renewal.completeExceptionally(why);
            } else {
                renewal.complete(fresh);
            }
        });
        return renewal;
    }
}
