package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.model.RawRecord;
import org.apache.flink.api.java.functions.KeySelector;

import java.util.Arrays;

/**
 * What a record is about: records of one venue have equal keys, those that need no lookup are spread. Reads the event, which
 * is read again where it arrives: the bytes alone travel faster than what was read in them.
 */
final class VenueKey implements KeySelector<RawRecord, String> {

    private static final long serialVersionUID = 1L;

    private final EventPointers pointers;
    private transient EventCodec codec;

    VenueKey(EventPointers pointers) {
        this.pointers = pointers;
    }

    @Override
    public String getKey(RawRecord record) {
        if (codec == null) {
            codec = new EventCodec(pointers);
        }
        DecodedEvent event = DecodeFunction.decode(codec, record).event();
        return event != null && event.needsLookup()
                ? event.query().key()
                : Integer.toString(Arrays.hashCode(record.payload()));
    }
}
