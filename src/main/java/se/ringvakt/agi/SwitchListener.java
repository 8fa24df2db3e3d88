package se.ringvakt.agi;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/// Listens for switches.
final class SwitchListener extends NioServerSocketChannel {
    @Override
    protected int doReadMessages(List<Object> accepted) throws IOException {
        SocketChannel socket = javaChannel().accept();
        if (socket == null) {
            return 0;
        }
        accepted.add(new Connection(this, socket));
        return 1;
    }

    /// A switch's connection whose sending side can be closed for little: Netty's own way makes an
    /// exception with a stack trace each time, for writers who come later, and there are none.
    static final class Connection extends NioSocketChannel {
        private Connection(Channel parent, SocketChannel socket) {
            super(parent, socket);
        }

        /// Says that no more will be sent; closes the connection when that fails.
        void halfClose() {
            try {
                javaChannel().shutdownOutput();
            } catch (IOException e) {
                unsafe().close(voidPromise());
            }
        }
    }
}
