package se.ringvakt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The least a FastAGI server in Java can do: one thread, plain NIO, the same command to whatever
/// comes, half-close, close when the other side has. It understands nothing.
public final class FloorServer {
    private static final ByteBuffer COMMAND =
            ByteBuffer.allocateDirect(64)
                    .put(
                            "SET VARIABLE RINGVAKT_VERDICT \"ALLOW:0\"\n"
                                    .getBytes(StandardCharsets.US_ASCII))
                    .flip();

    private final ByteBuffer read = ByteBuffer.allocateDirect(8 * 1024);
    private final Selector selector;
    private final ServerSocketChannel listener;

    private FloorServer() throws IOException {
        this.selector = Selector.open();
        this.listener =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /// Serves until its standard input ends.
    public static void main(String[] arguments) throws IOException {
        FloorServer server = new FloorServer();
        Thread.ofPlatform().daemon().start(server::serve);
        Announced.at(server.listener.socket().getLocalPort());
        Announced.awaitEnd();
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    /// A header ends with an empty line; after the answer only the end is waited for.
    private void read(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        int length = channel.read(read.clear());
        if (length < 0) {
            channel.close();
        } else if (key.attachment() == null && endsHeader(length)) {
            channel.write(COMMAND.duplicate());
            channel.shutdownOutput();
            key.attach(COMMAND);
        }
    }

    private boolean endsHeader(int length) {
        return length >= 2 && read.get(length - 1) == '\n' && read.get(length - 2) == '\n';
    }
}
