package dev.venues.web;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.Channel;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInitializer;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

import java.util.Map;
import java.util.Optional;

/** Puts {@link SameOriginHandler} into each connection of Flink's REST server; Flink finds this class by its service file. */
public final class SameOriginHandlerFactory implements InboundChannelHandlerFactory {

    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<ChannelHandler> createHandler(Configuration flink, Map<String, String> responseHeaders) {
        return Optional.of(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                // Flink would have it behind the handler that writes uploads to disk.
                channel.pipeline()
                        .addAfter(
                                channel.pipeline()
                                        .context(HttpServerCodec.class)
                                        .name(),
                                null,
                                new SameOriginHandler(new SameOriginPolicy(flink)));
            }
        });
    }
}
