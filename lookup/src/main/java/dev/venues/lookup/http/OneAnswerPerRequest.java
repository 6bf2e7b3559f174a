package dev.venues.lookup.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Holds an HTTP/1.1 connection to one final response for each request, which async-http-client takes on trust.
 *
 * <p>Informational responses (RFC 9110, section 15.2) are dropped; the library would take them for the answer. The end of a
 * response waits until all that was read with it is looked at: if more follows, the connection is closed before anybody
 * can use it again. The library would take the rest for the answer to the next request, and a query would get the answer
 * of another (docs/design-decisions.md, "One answer per request").
 *
 * <p>One instance per connection, on its I/O thread.
 */
final class OneAnswerPerRequest extends ChannelInboundHandlerAdapter {

    private boolean informational;
    private boolean broken;
    private LastHttpContent end;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (end != null || isSwitch(message)) {
            broken = true;
            context.close();
        }
        if (broken || isInformational(message)) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof LastHttpContent last) {
            end = last;
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Nobody asked for another protocol, so what follows means nothing. */
    private static boolean isSwitch(Object message) {
        return message instanceof HttpResponse response
                && response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    private boolean isInformational(Object message) {
        if (message instanceof HttpResponse response) {
            informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            return informational;
        }
        boolean part = informational;
        if (message instanceof LastHttpContent) {
            informational = false;
        }
        return part;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        passEnd(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        passEnd(context);
        context.fireChannelInactive();
    }

    private void passEnd(ChannelHandlerContext context) {
        if (end != null) {
            LastHttpContent last = end;
            end = null;
            context.fireChannelRead(last);
        }
    }
}
