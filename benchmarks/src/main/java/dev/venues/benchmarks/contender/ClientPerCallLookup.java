package dev.venues.benchmarks.contender;

import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.asynchttpclient.AsyncHttpClient;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.asynchttpclient.Dsl.asyncHttpClient;

/**
 * A new HTTP client for each call, which nobody closes: two threads and three file descriptors or more for each event.
 * It gets a few events, in a process that ends with them.
 */
public final class ClientPerCallLookup implements Lookup {

    private static final int CAPACITY = 100;
    private static final long TIMEOUT_SECONDS = 60;

    private static final class Ask extends RichAsyncFunction<byte[], byte[]> {

        private static final long serialVersionUID = 1;

        private final URI api;

        Ask(URI api) {
            this.api = api;
        }

        @Override
        public void asyncInvoke(byte[] event, ResultFuture<byte[]> result) throws IOException {
            EventScan scan = EventScan.of(event);
            AsyncHttpClient client = asyncHttpClient();
            FoursquareCall.send(client, api, scan).whenComplete((place, failure) -> {
                if (failure == null) {
                    result.complete(List.of(LocatedEvent.write(event, scan, place)));
                } else {
                    result.completeExceptionally(failure);
                }
            });
        }
    }

    @Override
    public DataStream<byte[]> locate(DataStream<byte[]> events, Setting setting) {
        return AsyncDataStream.unorderedWait(
                events, new Ask(setting.api()), TIMEOUT_SECONDS, TimeUnit.SECONDS, setting.inFlightOr(CAPACITY));
    }
}
