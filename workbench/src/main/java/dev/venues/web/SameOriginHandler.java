package dev.venues.web;

import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelDuplexHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelFutureListener;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPromise;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderValues;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.LastHttpContent;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers 403 on one connection to what the policy refuses, and keeps foreign pages from reading or framing the rest. */
final class SameOriginHandler extends ChannelDuplexHandler {

    private final SameOriginPolicy policy;

    /** Why the request that is being read is refused; null if it is taken. */
    private String refusal;

    SameOriginHandler(SameOriginPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            refusal = policy.refusal(request).orElse(null);
        }
        if (refusal == null) {
            context.fireChannelRead(message);
            return;
        }
        boolean isRead = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        // Not sooner: a close while the client still sends would reach it before the answer.
        if (isRead) {
            context.writeAndFlush(refused(refusal)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static FullHttpResponse refused(String why) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, Unpooled.copiedBuffer(why + "\n", UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            if (!policy.allowsAnOrigin()) {
                response.headers().remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
            }
            response.headers().set(HttpHeaderNames.X_FRAME_OPTIONS, "SAMEORIGIN");
        }
        context.write(message, promise);
    }
}
