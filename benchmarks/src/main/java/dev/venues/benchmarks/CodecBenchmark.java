package dev.venues.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.EventRejectedException;
import dev.venues.codec.Located;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The codec on one thread over the bundled sample events, round and round: one operation is one event. Takes JMH's own
 * options, for example {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Threads(1)
@Fork(value = 2, jvmArgs = "-Xmx512m")
@Warmup(iterations = 3, time = 2, timeUnit = TimeUnit.SECONDS)
@Measurement(iterations = 5, time = 2, timeUnit = TimeUnit.SECONDS)
public class CodecBenchmark {

    private static final Located LOCATED = new Located(
            new GeoAnswer.Found(new Place(
                    "4b058804f964a520b7a622e3", "Berghain", 52.511, 13.443, "Am Wriezener Bahnhof, 10243 Berlin")),
            "foursquare",
            Located.Via.CACHE);

    /** More than a codec remembers. */
    private static final int DISTINCT_VENUES = 50_000;

    private final EventCodec codec = new EventCodec(EventPointers.DEFAULT);
    private final JsonFactory jackson = new JsonFactory();
    private byte[][] all;
    private byte[][] lookups;
    private byte[][] unseen;
    private int next;

    /** Reads the samples; most benchmarks take those that need an answer from a geo API. */
    @Setup
    public void readSamples() throws IOException {
        List<byte[]> samples = SampleEvents.read();
        List<byte[]> needLookup = new ArrayList<>();
        for (byte[] sample : samples) {
            if (decoded(sample) instanceof DecodedEvent event && event.needsLookup()) {
                needLookup.add(sample);
            }
        }
        all = samples.toArray(byte[][]::new);
        lookups = needLookup.toArray(byte[][]::new);
        unseen = new byte[DISTINCT_VENUES][];
        for (int i = 0; i < unseen.length; i++) {
            String event = new String(lookups[i % lookups.length], StandardCharsets.UTF_8);
            unseen[i] = event.replaceFirst("\"name\" ?: ?\"", "$0" + i + ' ').getBytes(StandardCharsets.UTF_8);
        }
    }

    /** All samples; a malformed one counts as decoded when it is refused. */
    @Benchmark
    public Object decode() {
        return decoded(following(all));
    }

    /** As {@link #decode}, of events that need an answer; their venues are seen again and again. */
    @Benchmark
    public Object decodeLookups() {
        return decoded(following(lookups));
    }

    /** As {@link #decodeLookups}, but no venue was seen lately: its name, its city and the key of it are made anew. */
    @Benchmark
    public Object decodeUnseenVenues() {
        return decoded(following(unseen));
    }

    /** To compare {@link #decodeLookups} with: what Jackson takes to see each token, before anybody looks at one. */
    @Benchmark
    public int scanWithJackson() throws IOException {
        int tokens = 0;
        try (JsonParser parser = jackson.createParser(following(lookups))) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** The way of an event that was found in the cache. */
    @Benchmark
    public byte[] decodeAndEncode() throws EventRejectedException {
        byte[] event = following(lookups);
        return codec.encode(event, codec.decode(event), LOCATED);
    }

    private byte[] following(byte[][] events) {
        if (next >= events.length) {
            next = 0;
        }
        return events[next++];
    }

    private Object decoded(byte[] event) {
        try {
            return codec.decode(event);
        } catch (EventRejectedException e) {
            return e;
        }
    }

    public static void main(String[] args) throws Exception {
        List<byte[]> samples = SampleEvents.read();
        System.out.printf(
                "settings: %,d sample events of %.0f bytes on average, one thread; JMH's settings follow%n",
                samples.size(),
                samples.stream().mapToInt(sample -> sample.length).average().orElseThrow());
        JmhRun.run(args, CodecBenchmark.class);
    }
}
