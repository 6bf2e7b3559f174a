package dev.venues.flink;

import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.flink.DecodedRecord.Refusal;
import dev.venues.lookup.flink.LogContext;
import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.slf4j.LoggerFactory;

/** Raw record → decoded record. Never fails: what cannot be decoded passes as a refusal. */
public final class DecodeFunction extends RichMapFunction<RawRecord, DecodedRecord> {

    private static final long serialVersionUID = 1L;

    private static final RateLimitedLog UNEXPECTED =
            RateLimitedLog.errors(LoggerFactory.getLogger(DecodeFunction.class));

    private final EventPointers pointers;
    private final int maxEventBytes;
    private transient EventCodec codec;

    /** Decodes events of any size. */
    public DecodeFunction(EventPointers pointers) {
        this(pointers, Integer.MAX_VALUE);
    }

    /**
     * @param maxEventBytes what is larger is refused
     */
    public DecodeFunction(EventPointers pointers, int maxEventBytes) {
        this.pointers = pointers;
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        LogContext.enter(context);
    }

    @Override
    public void open(OpenContext context) {
        codec = new EventCodec(pointers, maxEventBytes);
    }

    @Override
    public DecodedRecord map(RawRecord raw) {
        return decode(codec, raw);
    }

    @Override
    public void close() {
        LogContext.leave();
    }

    /** The same outside of a job. */
    public static DecodedRecord decode(EventCodec codec, RawRecord raw) {
        if (raw.cutBytes() > 0) {
            String detail = raw.payload().length + raw.cutBytes() + " bytes; an event has at most "
                    + codec.maxEventBytes() + ". The last " + raw.cutBytes() + " bytes are left out here";
            return new DecodedRecord(raw, null, new Refusal(Reason.TOO_LARGE, detail));
        }
        try {
            return new DecodedRecord(raw, codec.decode(raw.payload()), null);
        } catch (EventRejectedException e) {
            return new DecodedRecord(raw, null, new Refusal(e.reason(), e.getMessage()));
        } catch (RuntimeException e) {
            // A fault of ours with one event must not stop all others.
            UNEXPECTED.line("An event could not be read", e);
            return new DecodedRecord(
                    raw,
                    null,
                    new Refusal(Reason.FAILED, "unexpected " + e.getClass().getName()));
        }
    }
}
