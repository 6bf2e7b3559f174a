package dev.venues.benchmarks.stub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the targets of GET requests, which have no body, and passes the headers over. Not a whole HTTP server. */
final class StubRequestDecoder extends ByteToMessageDecoder {

    private static final int MAX_REQUEST_BYTES = 16_384;
    private static final int START = "GET ".length();

    private final BiConsumer<ChannelHandlerContext, String> requests;

    /**
     * @param requests takes the connection and the target, as it was sent
     */
    StubRequestDecoder(BiConsumer<ChannelHandlerContext, String> requests) {
        this.requests = requests;
    }

    @Override
    protected void decode(ChannelHandlerContext connection, ByteBuf in, List<Object> out) throws IOException {
        int end = endOfHeaders(in);
        if (end < 0) {
            if (in.readableBytes() > MAX_REQUEST_BYTES) {
                throw new IOException("a request of more than " + MAX_REQUEST_BYTES + " bytes");
            }
            return;
        }
        int from = in.readerIndex() + START;
        int to = in.indexOf(from, end, (byte) ' ');
        if (in.getByte(in.readerIndex()) != 'G' || to < 0) {
            throw new IOException("no GET request");
        }
        String target = in.toString(from, to - from, StandardCharsets.ISO_8859_1);
        in.readerIndex(end);
        requests.accept(connection, target);
    }

    /** Where the request ends; -1 if not all of it has come. */
    private static int endOfHeaders(ByteBuf in) {
        int at = in.indexOf(in.readerIndex() + 3, in.writerIndex(), (byte) '\n');
        while (at >= 0) {
            if (in.getByte(at - 2) == '\n') {
                return at + 1;
            }
            at = in.indexOf(at + 1, in.writerIndex(), (byte) '\n');
        }
        return -1;
    }

    /** A client that goes away is none of our business; one that sends nonsense loses its connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        connection.close();
    }
}
