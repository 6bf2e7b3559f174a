package dev.venues.lookup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import static dev.venues.lookup.FailureKind.Consequence.COUNTS_AS_OUTAGE;
import static dev.venues.lookup.FailureKind.Consequence.EXCUSED_IN_OUTAGE;
import static dev.venues.lookup.FailureKind.Consequence.EXCUSED_WHILE_FALTERING;
import static dev.venues.lookup.FailureKind.Consequence.IN_DOUBT;
import static dev.venues.lookup.FailureKind.Consequence.IS_ANSWER;
import static dev.venues.lookup.FailureKind.Consequence.LOWERS_CONCURRENCY;
import static dev.venues.lookup.FailureKind.Consequence.REFUSES_ALL;
import static dev.venues.lookup.FailureKind.Consequence.REMEMBERED;
import static dev.venues.lookup.FailureKind.Consequence.REMEMBERED_AMONG_ANSWERS;
import static dev.venues.lookup.FailureKind.Consequence.STALE_ANSWER_COVERS;

/** What a failure means, whose fault it is, and all that follows from it: the one place that decides this. */
public enum FailureKind {
    /** Worth another attempt after a pause: overload, faults of the server or of the network. */
    TRANSIENT(
            Blame.API,
            Retry.WITH_BACKOFF,
            End.FAILED,
            COUNTS_AS_OUTAGE,
            EXCUSED_IN_OUTAGE,
            EXCUSED_WHILE_FALTERING,
            STALE_ANSWER_COVERS,
            REMEMBERED_AMONG_ANSWERS),
    /** No connection to the API; worth another attempt after a pause. */
    UNREACHABLE(
            Blame.API,
            Retry.WITH_BACKOFF,
            End.FAILED,
            COUNTS_AS_OUTAGE,
            EXCUSED_IN_OUTAGE,
            EXCUSED_WHILE_FALTERING,
            STALE_ANSWER_COVERS),
    /** The API asks for fewer requests; worth another attempt after a pause. */
    THROTTLED(
            Blame.THROTTLE, Retry.WITH_BACKOFF, End.FAILED, LOWERS_CONCURRENCY, EXCUSED_IN_OUTAGE, STALE_ANSWER_COVERS),
    /** As {@link #TRANSIENT} or {@link #UNREACHABLE}, while the API fails many others too: worth more attempts. */
    FALTERING(Blame.API, Retry.MORE_OFTEN, End.FAILED, STALE_ANSWER_COVERS),
    /** The attempt fell into an outage of the API, or was throttled: it says nothing about the query and does not count. */
    OUTAGE(Blame.API, Retry.ALWAYS, End.FAILED, STALE_ANSWER_COVERS),
    /** The answer could not be read; worth one more attempt. */
    UNREADABLE(
            Blame.API,
            Retry.ONCE,
            End.REFUSED,
            COUNTS_AS_OUTAGE,
            EXCUSED_IN_OUTAGE,
            STALE_ANSWER_COVERS,
            REMEMBERED_AMONG_ANSWERS),
    /** The API refuses this query; asking again would not help. Before its first answer: perhaps whatever we ask. */
    REJECTED(Blame.QUERY, Retry.NEVER, End.REFUSED, IN_DOUBT, REMEMBERED),
    /** The API answers, but with nothing that is of use; asking again would not help. */
    UNUSABLE(Blame.QUERY, Retry.NEVER, End.REFUSED, IS_ANSWER, REMEMBERED),
    /** The API has nothing where it was asked. Before its first answer: perhaps it is asked in the wrong place. */
    NO_SUCH_RESOURCE(Blame.QUERY, Retry.NEVER, End.REFUSED, IN_DOUBT, REMEMBERED),
    /** Not allowed: this query, or, if it is so for long and for many, the account. */
    FORBIDDEN(Blame.QUERY, Retry.WITH_BACKOFF, End.REFUSED, IN_DOUBT, REMEMBERED_AMONG_ANSWERS),
    /** The API refuses the account, whatever is asked: its key, its plan, its credits. */
    ACCOUNT(
            Blame.ACCOUNT,
            Retry.WITH_BACKOFF,
            End.FAILED,
            COUNTS_AS_OUTAGE,
            REFUSES_ALL,
            IN_DOUBT,
            EXCUSED_IN_OUTAGE,
            STALE_ANSWER_COVERS),
    /** The API is asked in the wrong place or way, whatever is asked. */
    SETUP(
            Blame.SETUP,
            Retry.WITH_BACKOFF,
            End.FAILED,
            COUNTS_AS_OUTAGE,
            REFUSES_ALL,
            IN_DOUBT,
            EXCUSED_IN_OUTAGE,
            STALE_ANSWER_COVERS),
    /** The deadline passed. */
    TIMED_OUT(Blame.API, Retry.NEVER, End.TIMED_OUT, STALE_ANSWER_COVERS),
    /** As {@link #ACCOUNT}, and the API has never answered: no lookup can succeed until somebody mends it. */
    DENIED(Blame.ACCOUNT, Retry.NEVER, End.ACCESS_DENIED),
    /** As {@link #SETUP}, and the API has never answered: no lookup can succeed until somebody mends it. */
    MISCONFIGURED(Blame.SETUP, Retry.NEVER, End.MISCONFIGURED),
    /** The client was closed. */
    CLOSED(Blame.OURS, Retry.NEVER, End.FAILED),
    /** Our own code, or the endpoint's, broke on it. */
    BROKEN(Blame.OURS, Retry.NEVER, End.REFUSED);

    /** Whose fault a failure is. */
    public enum Blame {
        /** What was asked. */
        QUERY,
        /** Who asks. */
        ACCOUNT,
        /** How and where we ask. */
        SETUP,
        /** The API, or the way to it. */
        API,
        /** Nobody's: the API wants fewer requests. */
        THROTTLE,
        OURS
    }

    /** Whether another attempt is made, and how. */
    public enum Retry {
        NEVER,
        /** One more. */
        ONCE,
        /** As often as the options say, after pauses that grow. */
        WITH_BACKOFF,
        /** The same, several times as often. */
        MORE_OFTEN,
        /** For as long as it takes. */
        ALWAYS
    }

    /** What has become of a lookup that ends with such a failure. */
    public enum End {
        /** The API refuses this query, or gives no answer that can be read. */
        REFUSED,
        /** Every attempt failed. */
        FAILED,
        /** The deadline passed. */
        TIMED_OUT,
        /** The API refuses us, and will refuse the next query too. */
        ACCESS_DENIED,
        /** The API is asked in the wrong place or way, and so will the next query be. */
        MISCONFIGURED
    }

    /** What else follows from a failure. */
    enum Consequence {
        /** Enough of them in a row, or in a window, open the circuit. */
        COUNTS_AS_OUTAGE,
        /** One of them is enough, if a control fails too: it sounds as if it held for whatever is asked. */
        REFUSES_ALL,
        /** What came before, and what others are answered, can make another failure of it. */
        IN_DOUBT,
        /** It shows that the API understands what it is asked. */
        IS_ANSWER,
        /** In an outage, or in a pause that the API asked for, it does not count against the query. */
        EXCUSED_IN_OUTAGE,
        /** While the API fails many others the query is worth more attempts. */
        EXCUSED_WHILE_FALTERING,
        /** It shows that fewer requests at once are wanted. */
        LOWERS_CONCURRENCY,
        /** It says nothing of the query, so an answer past its time is as good as it was. */
        STALE_ANSWER_COVERS,
        /** Whoever asks the same soon is told the same, without a call. */
        REMEMBERED,
        /**
         * The same where repeats did not help and the API answered others meanwhile: then it has to do with the query. In
         * itself it may as well be the API's fault, or the account's.
         */
        REMEMBERED_AMONG_ANSWERS
    }

    private final Blame blame;
    private final Retry retry;
    private final End end;
    private final Set<Consequence> consequences = EnumSet.noneOf(Consequence.class);

    FailureKind(Blame blame, Retry retry, End end, Consequence... consequences) {
        this.blame = blame;
        this.retry = retry;
        this.end = end;
        this.consequences.addAll(Arrays.asList(consequences));
    }

    public Blame blame() {
        return blame;
    }

    public Retry retry() {
        return retry;
    }

    public End end() {
        return end;
    }

    /** Whether enough of them mean that the API is down. */
    public boolean countsAsOutage() {
        return consequences.contains(COUNTS_AS_OUTAGE);
    }

    /** Whether one of them is enough for that, if what was answered before fails too. */
    public boolean saysAllAreRefused() {
        return consequences.contains(REFUSES_ALL);
    }

    /** Whether what came before, and what others are answered, can make another failure of it. */
    public boolean isInDoubt() {
        return consequences.contains(IN_DOUBT);
    }

    /** Whether it shows that the API understands what it is asked. */
    public boolean isAnswer() {
        return consequences.contains(IS_ANSWER);
    }

    /** Whether it shows that the API bears fewer requests at once. */
    public boolean lowersConcurrency() {
        return consequences.contains(LOWERS_CONCURRENCY);
    }

    /** Whether a stale answer may be given instead. Refusals concern the query, or us, and must be seen. */
    public boolean isCoveredByStaleAnswer() {
        return consequences.contains(STALE_ANSWER_COVERS);
    }

    /** Whether the next who asks the same is told the same, without a call. */
    public boolean isRemembered() {
        return consequences.contains(REMEMBERED);
    }

    /** The same, of a failure for which repeats did not help while the API answered others. */
    public boolean isRememberedAmongAnswers() {
        return isRemembered() || consequences.contains(REMEMBERED_AMONG_ANSWERS);
    }

    /** What it means where an endpoint reads it in an answer: what only the client can find out is no word of an API's. */
    public FailureKind inAnAnswer() {
        return switch (this) {
            case FALTERING, OUTAGE, TIMED_OUT, CLOSED -> TRANSIENT;
            case BROKEN -> UNREADABLE;
            case DENIED -> ACCOUNT;
            case MISCONFIGURED -> SETUP;
            case TRANSIENT,
                    UNREACHABLE,
                    THROTTLED,
                    UNREADABLE,
                    REJECTED,
                    UNUSABLE,
                    NO_SUCH_RESOURCE,
                    FORBIDDEN,
                    ACCOUNT,
                    SETUP -> this;
        };
    }

    /** What it means while the API is down, throttles, or has asked for a pause. */
    public FailureKind inOutage() {
        return consequences.contains(EXCUSED_IN_OUTAGE) ? OUTAGE : this;
    }

    /** What it means while the API fails many others too. */
    public FailureKind whileFaltering() {
        return consequences.contains(EXCUSED_WHILE_FALTERING) ? FALTERING : this;
    }
}
