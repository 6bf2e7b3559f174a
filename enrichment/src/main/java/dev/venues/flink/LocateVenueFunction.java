package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.Located;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.VenueLookups;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.flink.LogContext;
import dev.venues.lookup.flink.LookupContext;
import dev.venues.lookup.flink.LookupFunction;
import dev.venues.lookup.flink.SharedLookupClient;
import dev.venues.lookup.limit.MonthlyCalls;
import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.model.BuildInfo;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import dev.venues.model.VenueQuery;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decoded record → result: asks the shared client where the venue is and writes the answer into the event.
 *
 * <p>Every record gets exactly one result. The job fails only where the API refuses us ({@link
 * GeoAccessDeniedException}) or is asked in the wrong place or way ({@link GeoMisconfiguredException}), and has never answered;
 * for good if this is its first attempt. Callbacks run on the client's I/O threads and never block.
 */
public final class LocateVenueFunction extends RichAsyncFunction<DecodedRecord, EventResult>
        implements LookupFunction<DecodedRecord, RawRecord, EventResult> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LocateVenueFunction.class);
    private static final RateLimitedLog UNEXPECTED = RateLimitedLog.errors(LOG);

    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

    private final EventPointers pointers;
    private final GeoSettings settings;
    private final PastAnswers<VenueQuery, Located> past;
    private final int maxEventBytes;
    private final Clock clock;

    private transient EventCodec codec;
    private transient SharedLookupClient<VenueQuery, Located> client;
    private transient Counter eventsIn;
    private transient OutcomeCounters outcomes;

    /** Not after a restart, or from a savepoint: what once worked may again. */
    private transient boolean isFirstAttempt;

    /** Null where Flink's own operator runs it. */
    private transient LookupContext operator;

    /** What Flink's own operator waits for. */
    private transient Set<ResultFuture<EventResult>> open;

    public LocateVenueFunction(EventPointers pointers, GeoSettings settings) {
        this(pointers, settings, PastAnswers.none(), Integer.MAX_VALUE, Clock.systemUTC());
    }

    /**
     * @param past what the cache begins with
     * @param maxEventBytes the most that an event may have when it is written, with its partition key
     * @param clock what a dead letter's time is read from; it is serialized with the function
     */
    public LocateVenueFunction(
            EventPointers pointers,
            GeoSettings settings,
            PastAnswers<VenueQuery, Located> past,
            int maxEventBytes,
            Clock clock) {
        this.pointers = pointers;
        this.settings = settings;
        this.past = past;
        this.maxEventBytes = maxEventBytes;
        this.clock = clock;
    }

    @Override
    public void runBy(LookupContext context) {
        operator = context;
    }

    @Override
    public void open(OpenContext context) {
        LogContext.enter(getRuntimeContext());
        LOG.info(
                "Lookups start: Venues {} asks {}",
                BuildInfo.current(),
                settings.provider().text());
        codec = new EventCodec(pointers, maxEventBytes);
        open = ConcurrentHashMap.newKeySet();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        client = SharedLookupClient.acquire(
                new SharedLookupClient.Subtask(
                        getRuntimeContext().getJobInfo().getJobId().toString(),
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        task.getAttemptNumber()),
                new SharedLookupClient.Recipe<>(settings, () -> VenueLookups.of(settings)));
        // First the calls, because others here make some while the answers are read.
        MonthlyCalls restored = operator == null ? MonthlyCalls.none() : operator.restoredCalls();
        isFirstAttempt = task.getAttemptNumber() == 0 && restored.calls() == 0;
        client.begin(restored);
        registerMetrics(getRuntimeContext().getMetricGroup().addGroup(VenuesMetric.GROUP), task);
        client.warm(past);
    }

    private void registerMetrics(MetricGroup group, TaskInfo task) {
        eventsIn = group.counter(VenuesMetric.EVENTS_IN.id());
        outcomes = new OutcomeCounters(group, operator != null);
        group.meter(VenuesMetric.EVENTS_IN_PER_SECOND.id(), new MeterView(eventsIn));
        GeoMetrics.register(group, client);
        JvmMetrics.register(group, client);
        client.countEvents(eventsIn::getCount);
        long budget =
                task.getIndexOfThisSubtask() == 0 ? settings.options().budget().callsPerMonth() : 0;
        SharedLookupClient<VenueQuery, Located> shared = client;
        group.gauge(VenuesMetric.CALLS_THIS_MONTH.id(), (Gauge<Long>)
                () -> shared.calls().calls());
        group.gauge(VenuesMetric.MONTHLY_BUDGET.id(), (Gauge<Long>) () -> budget);
        if (operator != null) {
            group.gauge(VenuesMetric.EVENTS_IN_FLIGHT.id(), operator.inFlight());
            group.gauge(VenuesMetric.OLDEST_LOOKUP_SECONDS.id(), operator.oldestSeconds());
            group.gauge(
                    VenuesMetric.UNACCOUNTED.id(), operator.unaccounted(() -> eventsIn.getCount() - outcomes.sum()));
        }
    }

    @Override
    public EventResult known(DecodedRecord record) {
        eventsIn.inc();
        if (record.refusal() != null) {
            return deadLetter(
                    record.raw(), record.refusal().reason(), record.refusal().detail(), 0);
        }
        DecodedEvent event = record.event();
        if (!event.needsLookup()) {
            return fitting(
                    event.located() ? Outcome.PRESENT : Outcome.SKIPPED,
                    record.raw(),
                    record.raw().payload());
        }
        Located known = client.known(event.query());
        try {
            return known == null ? null : enriched(record, known);
        } catch (RuntimeException e) {
            return unexpected(record.raw(), e);
        }
    }

    @Override
    public void ask(DecodedRecord record, Completion<EventResult> completion) {
        client.lookUp(record.event().query()).whenComplete((located, throwable) -> {
            try {
                completion.complete(throwable == null ? enriched(record, located) : failed(record.raw(), throwable));
            } catch (GeoAccessDeniedException | GeoMisconfiguredException e) {
                completion.fail(isFirstAttempt ? new SuppressRestartsException(e) : e);
            } catch (Error e) {
                completion.fail(e);
            } catch (RuntimeException e) {
                completion.complete(unexpected(record.raw(), e));
            }
        });
    }

    /**
     * For Flink's own async operator: every record, refused ones included, gets its result here, once. Leave retries to the client:
     * each of Flink's would be counted as an event. The month's calls begin anew with each start.
     */
    @Override
    public void asyncInvoke(DecodedRecord record, ResultFuture<EventResult> future) {
        open.add(future);
        EventResult known = known(record);
        if (known != null) {
            complete(future, known);
            return;
        }
        ask(record, new Completion<>() {
            @Override
            public void complete(EventResult result) {
                LocateVenueFunction.this.complete(future, result);
            }

            @Override
            public void fail(Throwable error) {
                if (open.remove(future)) {
                    future.completeExceptionally(error);
                }
            }
        });
    }

    /** The deadline is the client's, so this is for a timeout below it. */
    @Override
    public void timeout(DecodedRecord record, ResultFuture<EventResult> future) {
        complete(future, deadLetter(record.raw(), Reason.TIMED_OUT, "no answer within the timeout of the operator", 0));
    }

    /** Nobody tells the function when a result leaves Flink's own operator: it counts when it is handed over. */
    private void complete(ResultFuture<EventResult> future, EventResult result) {
        if (open.remove(future)) {
            outcomes.count(result);
            future.complete(Collections.singleton(result));
        }
    }

    @Override
    public void left(EventResult result) {
        outcomes.count(result);
    }

    @Override
    public RawRecord saved(DecodedRecord record) {
        return record.raw();
    }

    /** Reads the record again: the pointers may be others now. */
    @Override
    public DecodedRecord restored(RawRecord raw) {
        return DecodeFunction.decode(codec, raw);
    }

    @Override
    public MonthlyCalls calls() {
        return client.calls();
    }

    @Override
    public void endInput() {
        client.end();
    }

    @Override
    public void close() {
        if (client != null) {
            // Closing the client ends what is under way, which is in Flink's checkpoint.
            open.clear();
            client.close();
            client = null;
            RateLimitedLog.tellAll();
            LOG.info("Lookups stop");
        }
        LogContext.leave();
    }

    private EventResult enriched(DecodedRecord record, Located located) {
        Outcome outcome = located.isFound() ? Outcome.FOUND : Outcome.NOT_FOUND;
        return fitting(outcome, record.raw(), codec.encode(record.raw().payload(), record.event(), located));
    }

    private EventResult failed(RawRecord raw, Throwable throwable)
            throws GeoAccessDeniedException, GeoMisconfiguredException {
        Throwable cause = Failures.unwrap(throwable);
        if (!(cause instanceof LookupFailure failure)) {
            return unexpected(raw, cause);
        }
        Reason reason =
                switch (failure.kind().end()) {
                    case REFUSED -> Reason.REJECTED;
                    case FAILED -> Reason.FAILED;
                    case TIMED_OUT -> Reason.TIMED_OUT;
                    case ACCESS_DENIED ->
                        throw new GeoAccessDeniedException(settings.provider().name(), failure.getMessage());
                    case MISCONFIGURED ->
                        throw new GeoMisconfiguredException(settings.provider().name(), failure.getMessage());
                };
        return deadLetter(raw, reason, failure.getMessage(), failure.attempts());
    }

    /** A fault of ours with one event must not stop all others. */
    private EventResult unexpected(RawRecord raw, Throwable throwable) {
        UNEXPECTED.line("An event could not be enriched", throwable);
        return deadLetter(
                raw, Reason.FAILED, "unexpected " + throwable.getClass().getName(), 0);
    }

    /** The result, unless it is too large to be written: the limit holds for data and partition key. */
    private EventResult fitting(Outcome outcome, RawRecord raw, byte[] payload) {
        String key = raw.origin().partitionKey();
        long atMost = payload.length + (key == null ? 0L : (long) MAX_UTF8_BYTES_PER_CHAR * key.length());
        if (atMost > maxEventBytes) {
            int size = payload.length + (key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length);
            if (size > maxEventBytes) {
                return deadLetter(
                        raw,
                        Reason.TOO_LARGE,
                        size + " bytes with its partition key after enrichment; at most " + maxEventBytes,
                        0);
            }
        }
        return EventResult.of(outcome, new EnrichedEvent(payload, key));
    }

    private EventResult deadLetter(RawRecord raw, Reason reason, String detail, int attempts) {
        int all = (int) Math.min((long) raw.attempts() + attempts, Integer.MAX_VALUE);
        return EventResult.of(new DeadLetter(reason, detail, all, clock.instant(), raw.origin(), raw.payload()));
    }
}
