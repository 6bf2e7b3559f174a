package dev.venues.lookup.http;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks the JDK's resolver, which blocks, on a thread of its own: a name server that hangs must stop neither I/O threads
 * nor the timer that keeps the deadlines.
 */
final class BackgroundNameResolver extends InetNameResolver {

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("lookup-dns", true));

    BackgroundNameResolver() {
        super(ImmediateEventExecutor.INSTANCE);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        resolve(() -> InetAddress.getByName(host), promise);
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        resolve(() -> List.of(InetAddress.getAllByName(host)), promise);
    }

    private <T> void resolve(Callable<T> lookup, Promise<T> promise) {
        try {
            thread.execute(() -> {
                try {
                    promise.trySuccess(lookup.call());
                } catch (Exception e) {
                    promise.tryFailure(e);
                }
            });
        } catch (RejectedExecutionException e) {
            promise.tryFailure(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
