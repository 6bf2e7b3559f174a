package dev.venues.benchmarks;

import dev.venues.benchmarks.contender.VenuesSettings;
import dev.venues.benchmarks.stub.StubApi;
import dev.venues.codec.Located;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.geo.VenueLookups;
import dev.venues.lookup.client.KnownAnswers;
import dev.venues.lookup.client.LookupClient;
import dev.venues.model.VenueQuery;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * What an event costs between codec and sink when its venue is known: its key and the answer from the cache, on one
 * thread, over {@value #VENUES} venues round and round.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Threads(1)
@Fork(value = 2, jvmArgs = "-Xmx512m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HotPathBenchmark {

    private static final int VENUES = 5_000;

    private StubApi api;
    private LookupClient<VenueQuery, Located> client;
    private KnownAnswers<VenueQuery, Located> known;
    private VenueQuery[] ascii;
    private VenueQuery[] accented;
    private int next;

    /** Asks for every venue once, so that each is in the cache. */
    @Setup
    public void fill() throws IOException, SettingsException {
        ascii = queries("Concert Hall No. ");
        accented = queries("Café  Zürich No. ");
        api = new StubApi(Duration.ZERO);
        client = VenueLookups.of(VenuesSettings.of(RunMode.LOCAL, URI.create("http://127.0.0.1:" + api.port()), 0)
                        .geo())
                .open();
        known = client.ofOneThread();
        for (VenueQuery query : ascii) {
            client.lookUp(query).toCompletableFuture().join();
        }
    }

    private static VenueQuery[] queries(String name) {
        return IntStream.range(0, VENUES)
                .mapToObj(number -> new VenueQuery(name + number, "Berlin", "DE"))
                .toArray(VenueQuery[]::new);
    }

    @TearDown
    public void close() {
        client.close();
        api.close();
    }

    /** As a subtask asks for what it needs no call for. */
    @Benchmark
    public Located cacheHit() {
        return known.get(following(ascii));
    }

    @Benchmark
    public VenueQuery queryWithItsKey() {
        VenueQuery query = following(ascii);
        return new VenueQuery(query.name(), query.city(), query.country());
    }

    /** Of names that need Unicode's rules. */
    @Benchmark
    public VenueQuery queryOfAccentedName() {
        VenueQuery query = following(accented);
        return new VenueQuery(query.name(), query.city(), query.country());
    }

    private VenueQuery following(VenueQuery[] queries) {
        if (next >= queries.length) {
            next = 0;
        }
        return queries[next++];
    }

    /** Takes JMH's own options, for example {@code -prof gc}; runs the codec's benchmarks, too. */
    public static void main(String[] args) throws Exception {
        System.out.println("settings: " + VENUES + " venues, one thread; JMH's settings follow");
        JmhRun.run(args, HotPathBenchmark.class, CodecBenchmark.class);
    }
}
