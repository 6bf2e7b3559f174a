package dev.venues.benchmarks.contender;

import org.apache.flink.api.common.functions.OpenContext;
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
 * What Flink's documentation shows for asynchronous I/O: a client with callbacks that is opened with the function, a
 * capacity, a timeout, and no cache.
 */
final class DocumentedLookup implements Lookup {

    private static final int CAPACITY = 100;
    private static final long TIMEOUT_SECONDS = 60;

    private static final class Ask extends RichAsyncFunction<byte[], byte[]> {

        private static final long serialVersionUID = 1;

        private final URI api;
        private transient AsyncHttpClient client;

        Ask(URI api) {
            this.api = api;
        }

        @Override
        public void open(OpenContext context) {
            client = asyncHttpClient();
        }

        @Override
        public void asyncInvoke(byte[] event, ResultFuture<byte[]> result) throws IOException {
            EventScan scan = EventScan.of(event);
            FoursquareCall.send(client, api, scan).whenComplete((place, failure) -> {
                if (failure == null) {
                    result.complete(List.of(LocatedEvent.write(event, scan, place)));
                } else {
                    result.completeExceptionally(failure);
                }
            });
        }

        @Override
        public void close() throws IOException {
            if (client != null) {
                client.close();
            }
        }
    }

    @Override
    public DataStream<byte[]> locate(DataStream<byte[]> events, Setting setting) {
        return AsyncDataStream.unorderedWait(
                events, new Ask(setting.api()), TIMEOUT_SECONDS, TimeUnit.SECONDS, setting.inFlightOr(CAPACITY));
    }
}
