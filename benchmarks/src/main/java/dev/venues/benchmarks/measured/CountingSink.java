package dev.venues.benchmarks.measured;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts events and forgets them. */
final class CountingSink implements Sink<byte[]> {

    private static final long serialVersionUID = 1;

    @Override
    @SuppressWarnings("deprecation")
    public SinkWriter<byte[]> createWriter(InitContext context) {
        return new Writer(Meter.current());
    }

    @Override
    public SinkWriter<byte[]> createWriter(WriterInitContext context) {
        return new Writer(Meter.current());
    }

    private static final class Writer implements SinkWriter<byte[]> {

        private final Meter meter;
        private final SinkLane lane;

        Writer(Meter meter) {
            this.meter = meter;
            this.lane = meter.newLane();
        }

        @Override
        public void write(byte[] event, Context context) {
            lane.add(event);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                meter.end();
            }
        }

        @Override
        public void close() {}
    }
}
