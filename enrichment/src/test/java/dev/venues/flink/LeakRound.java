package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.codec.EventPointers;
import dev.venues.codec.Located;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.VenueLookups;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.http.HttpClients;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import dev.venues.model.VenueQuery;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What {@link LeakTest} runs in a class loader of its own. */
public final class LeakRound {

    private static final int SUBTASKS = 4;
    private static final List<LookupClient<VenueQuery, Located>> LEAKED = new ArrayList<>();

    private LeakRound() {}

    /** Four subtasks open the function, each looks a venue up, all close. Returns the HTTP clients that were live. */
    public static Object shared(String url) throws Exception {
        JobID job = new JobID();
        List<LocateVenueFunction> subtasks = new ArrayList<>();
        List<MockEnvironment> environments = new ArrayList<>();
        for (int i = 0; i < SUBTASKS; i++) {
            LocateVenueFunction function = new LocateVenueFunction(EventPointers.DEFAULT, settings(url));
            MockEnvironment environment = new MockEnvironmentBuilder()
                    .setJobID(job)
                    .setParallelism(SUBTASKS)
                    .setMaxParallelism(SUBTASKS)
                    .setSubtaskIndex(i)
                    .build();
            environments.add(environment);
            function.setRuntimeContext(new MockStreamingRuntimeContext(false, SUBTASKS, i, environment));
            function.open(DefaultOpenContext.INSTANCE);
            subtasks.add(function);
        }
        for (int i = 0; i < SUBTASKS; i++) {
            Result result = new Result();
            subtasks.get(i).asyncInvoke(record("venue " + i), result);
            result.done.get(20, TimeUnit.SECONDS);
        }
        Object clients = liveHttpClients();
        for (LocateVenueFunction function : subtasks) {
            function.close();
        }
        for (MockEnvironment environment : environments) {
            environment.close();
        }
        return clients;
    }

    /** The story's fault: a client for each call, never closed. */
    public static Object clientPerCall(String url) throws Exception {
        for (int i = 0; i < 10; i++) {
            LookupClient<VenueQuery, Located> client =
                    VenueLookups.of(settings(url)).open();
            LEAKED.add(client);
            client.lookUp(new VenueQuery("venue " + i, "Berlin", null))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
        return liveHttpClients();
    }

    static void closeLeakedClients(ClassLoader loader) throws Exception {
        loader.loadClass(LeakRound.class.getName()).getMethod("closeLeaked").invoke(null);
    }

    public static void closeLeaked() {
        LEAKED.forEach(LookupClient::close);
        LEAKED.clear();
    }

    private static Object liveHttpClients() {
        return (long) HttpClients.live();
    }

    private static DecodedRecord record(String venue) {
        byte[] payload = ("{\"venue\":{\"name\":\"" + venue + "\",\"city\":\"Berlin\"}}").getBytes(UTF_8);
        RawRecord raw = new RawRecord(payload, Origin.file("test"));
        DecodeFunction decoder = new DecodeFunction(EventPointers.DEFAULT);
        decoder.open(DefaultOpenContext.INSTANCE);
        DecodedRecord record = decoder.map(raw);
        DecodedEvent event = record.event();
        if (!event.needsLookup()) {
            throw new AssertionError("the round would ask nothing");
        }
        return record;
    }

    private static GeoSettings settings(String url) {
        return new GeoSettings(
                new GeoSettings.Provider(ProviderName.FOURSQUARE, URI.create(url), new Secret("k3y"), "venues/test"),
                LookupOptions.builder()
                        .onOutage(LookupOptions.OnOutage.WAIT)
                        .deadline(Duration.ofSeconds(20))
                        .maxInFlight(10)
                        .retries(2)
                        .adaptiveConcurrency(false)
                        .build());
    }

    private static final class Result implements ResultFuture<EventResult> {
        private final CompletableFuture<EventResult> done = new CompletableFuture<>();

        @Override
        public void complete(Collection<EventResult> results) {
            done.complete(results.iterator().next());
        }

        @Override
        public void completeExceptionally(Throwable error) {
            done.completeExceptionally(error);
        }
    }
}
