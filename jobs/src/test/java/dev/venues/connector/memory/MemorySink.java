package dev.venues.connector.memory;

import dev.venues.codec.DeadLetterJson;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.Location;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.flink.EnrichedEvent;
import dev.venues.model.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A list that records are added to. */
record MemorySink(String list) implements SinkEndpoint {

    @Override
    public void enriched(DataStream<EnrichedEvent> events) {
        events.sinkTo(new Adding<>(list, EnrichedEvent::payload))
                .name("sink: memory")
                .uid("sink-enriched-memory");
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        letters.sinkTo(new Adding<>(list, DeadLetterJson::write))
                .name("dead letters: memory")
                .uid("sink-dead-letters-memory");
    }

    @Override
    public int maxEventBytes() {
        return MemoryConnector.MAX_EVENT_BYTES;
    }

    @Override
    public String connector() {
        return MemoryConnector.NAME;
    }

    @Override
    public String key(SinkRole role) {
        return MemoryConnector.option(role).key();
    }

    @Override
    public Location location() {
        return list == null ? null : MemoryConnector.location(list);
    }

    @Override
    public String described() {
        return "Memory: " + list;
    }

    @Override
    public String destination() {
        return "list " + list;
    }

    @Override
    public String medium() {
        return "memory";
    }

    @Override
    public Optional<FinishedOutput> finished() {
        return Optional.of(new Whole(list));
    }

    private record Whole(String list) implements FinishedOutput {

        private static final long serialVersionUID = 1L;

        @Override
        public List<Part> parts() {
            return List.of(new Part() {
                @Override
                public Instant written() {
                    return Instant.MAX;
                }

                @Override
                public boolean forEach(Visitor visitor) {
                    return visitor.records(MemoryLists.named(list));
                }
            });
        }
    }

    private interface Bytes<T> extends Function<T, byte[]>, Serializable {}

    private record Adding<T>(String list, Bytes<T> bytes) implements Sink<T> {

        private static final long serialVersionUID = 1L;

        @Override
        @Deprecated
        public SinkWriter<T> createWriter(InitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context context) {
                    MemoryLists.named(list).add(bytes.apply(element));
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
