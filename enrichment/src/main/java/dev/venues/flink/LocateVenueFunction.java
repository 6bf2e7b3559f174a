package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.Located;
import dev.venues.codec.PastAnswers;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.SharedGeoClient;
import dev.venues.log.RateLimitedLog;
import dev.venues.model.BuildInfo;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.CompletionException;

/**
 * Decoded record → result: asks the shared client where the venue is and writes the answer into the event.
 *
 * <p>Every record gets exactly one result. The job fails only where the API refuses us ({@link
 * GeoAccessDeniedException}). Callbacks run on the client's I/O threads and never block.
 */
public final class LocateVenueFunction extends RichAsyncFunction<DecodedRecord, EventResult> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LocateVenueFunction.class);
    private static final RateLimitedLog UNEXPECTED = RateLimitedLog.errors(LOG);

    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

    private final EventPointers pointers;
    private final GeoSettings settings;
    private final PastAnswers past;

    private transient EventCodec codec;
    private transient SharedGeoClient client;
    private transient Counter eventsIn;

    public LocateVenueFunction(EventPointers pointers, GeoSettings settings) {
        this(pointers, settings, PastAnswers.none());
    }

    /**
     * @param past what the cache begins with
     */
    public LocateVenueFunction(EventPointers pointers, GeoSettings settings, PastAnswers past) {
        this.pointers = pointers;
        this.settings = settings;
        this.past = past;
    }

    @Override
    public void open(OpenContext context) {
        LogContext.enter(getRuntimeContext());
        LOG.info(
                "Lookups start: Venues {} asks {}",
                BuildInfo.current(),
                settings.provider().text());
        codec = new EventCodec(pointers);
        client = SharedGeoClient.acquire(
                getRuntimeContext().getJobInfo().getJobId().toString(),
                settings,
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(VenuesMetric.GROUP);
        eventsIn = group.counter(VenuesMetric.EVENTS_IN.id());
        group.meter(VenuesMetric.EVENTS_IN_PER_SECOND.id(), new MeterView(eventsIn));
        GeoMetrics.register(group, client);
        JvmMetrics.register(group, client);
        client.countEvents(eventsIn::getCount);
    }

    /**
     * The result of a record for which nobody has to be asked; null for all others, which {@link #asyncInvoke} takes. Costs
     * no future. On the task's thread, once for each record.
     */
    EventResult withoutCall(DecodedRecord record) {
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

    /** Asks about a record that {@link #withoutCall} had no result for. */
    @Override
    public void asyncInvoke(DecodedRecord record, ResultFuture<EventResult> result) {
        client.locate(record.event().query()).whenComplete((located, throwable) -> {
            try {
                complete(result, throwable == null ? enriched(record, located) : failed(record.raw(), throwable));
            } catch (GeoAccessDeniedException | Error e) {
                result.completeExceptionally(e);
            } catch (RuntimeException e) {
                complete(result, unexpected(record.raw(), e));
            }
        });
    }

    /** Records that came so far, from a checkpoint too. */
    long eventsIn() {
        return eventsIn.getCount();
    }

    /** Takes up what was called and answered before. */
    void begin(CallsOfTheMonth calls, MetricGroup group) {
        // First, because others here make calls while the answers are read.
        calls.begin(client, group, settings.budget().callsPerMonth());
        client.warm(past);
    }

    /** Notes that no record comes any more, and that none is under way. */
    void end() {
        client.end();
    }

    /** Puts what was called into a checkpoint. */
    void save(CallsOfTheMonth calls) throws Exception {
        calls.save(client);
    }

    /** Reads a record whose lookup a checkpoint brought back. */
    DecodedRecord decode(RawRecord raw) {
        return DecodeFunction.decode(codec, raw);
    }

    @Override
    public void close() {
        if (client != null) {
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

    private EventResult failed(RawRecord raw, Throwable throwable) throws GeoAccessDeniedException {
        Throwable cause = throwable instanceof CompletionException ? throwable.getCause() : throwable;
        if (!(cause instanceof GeoFailure failure)) {
            return unexpected(raw, cause);
        }
        if (failure.kind() == FailureKind.DENIED) {
            throw new GeoAccessDeniedException(settings.provider().name(), failure.getMessage());
        }
        return deadLetter(raw, reason(failure.kind()), failure.getMessage(), failure.attempts());
    }

    /** A fault of ours with one event must not stop all others. */
    private static EventResult unexpected(RawRecord raw, Throwable throwable) {
        UNEXPECTED.line("An event could not be enriched", throwable);
        return deadLetter(
                raw, Reason.FAILED, "unexpected " + throwable.getClass().getName(), 0);
    }

    private static Reason reason(FailureKind kind) {
        return switch (kind) {
            case REJECTED, UNREADABLE, FORBIDDEN -> Reason.REJECTED;
            case TIMED_OUT -> Reason.TIMED_OUT;
            case TRANSIENT, UNREACHABLE, FALTERING, THROTTLED, OUTAGE, CLOSED, DENIED -> Reason.FAILED;
        };
    }

    /** The result, unless it would not fit into a Kinesis record, whose limit holds for data and partition key. */
    private static EventResult fitting(Outcome outcome, RawRecord raw, byte[] payload) {
        String key = raw.origin().partitionKey();
        long atMost = payload.length + (key == null ? 0L : (long) MAX_UTF8_BYTES_PER_CHAR * key.length());
        if (atMost > EventCodec.MAX_EVENT_BYTES) {
            int size = payload.length + (key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length);
            if (size > EventCodec.MAX_EVENT_BYTES) {
                return deadLetter(
                        raw,
                        Reason.TOO_LARGE,
                        size + " bytes with its partition key after enrichment; at most " + EventCodec.MAX_EVENT_BYTES,
                        0);
            }
        }
        return EventResult.of(outcome, new EnrichedEvent(payload, key));
    }

    private static EventResult deadLetter(RawRecord raw, Reason reason, String detail, int attempts) {
        int all = (int) Math.min((long) raw.attempts() + attempts, Integer.MAX_VALUE);
        return EventResult.of(new DeadLetter(reason, detail, all, Instant.now(), raw.origin(), raw.payload()));
    }

    private static void complete(ResultFuture<EventResult> future, EventResult result) {
        future.complete(Collections.singleton(result));
    }
}
