package se.ringvakt.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire to a port of this machine that can be cut.
final class Relay implements AutoCloseable {
    private final ServerSocket entry;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Relay(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static Relay to(int target) {
        try {
            Relay relay =
                    new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofPlatform().daemon().name("relay").start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entry.getLocalPort();
    }

    /// Ends all connections; new ones are closed at once.
    void cut() {
        cut = true;
        open.forEach(Relay::shut);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                Socket in = entry.accept();
                if (cut || !connect(in)) {
                    shut(in);
                }
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
            assert entry.isClosed() : e;
        }
    }

    private boolean connect(Socket in) {
        try {
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(in);
            open.add(out);
            pump(in, out);
            pump(out, in);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual()
                .start(() -> {
                    try (InputStream in = from.getInputStream();
                            OutputStream out = to.getOutputStream()) {
                        in.transferTo(out);
                    } catch (IOException e) {
                        shut(from);
                        shut(to);
                    }
                });
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
