package se.ringvakt.consistency;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A gate's wire to its database, with everything that can happen to a wire. What a deaf direction
/// keeps back is delivered when it hears again, as a network does that sends again what was lost:
/// an append may arrive long after its gate has given it up.
final class Wire implements AutoCloseable {
    private static final long SLOW_MILLIS = 500;
    private static final long LOOK_MILLIS = 5;
    private static final int CHUNK = 16 << 10;

    /// What is wrong with it.
    enum State {
        WHOLE,
        /// Both ends see their connections end.
        CUT,
        /// The server does not hear the gate.
        DEAF_SERVER,
        /// The gate does not hear the server: what it asks for happens.
        DEAF_GATE,
        /// Nothing goes through, and nobody is told.
        SILENT,
        /// Half a second later, in each direction.
        SLOW
    }

    private final ServerSocket entry;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    private Wire(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static Wire to(int target) {
        try {
            Wire wire =
                    new Wire(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
            Thread.ofPlatform().daemon().name("wire").start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entry.getLocalPort();
    }

    void become(State next) {
        state = next;
        if (next == State.CUT) {
            open.forEach(this::end);
        }
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                Socket in = entry.accept();
                open.add(in);
                Thread.ofVirtual().start(() -> connect(in));
            }
        } catch (IOException e) {
            assert entry.isClosed() : e;
        }
    }

    private void connect(Socket gate) {
        try {
            if (state == State.CUT) {
                end(gate);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            gate.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(server, gate, State.DEAF_GATE));
            pump(gate, server, State.DEAF_SERVER);
        } catch (IOException e) {
            // The server is away.
            end(gate);
        }
    }

    private void pump(Socket from, Socket to, State deaf) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read = in.read(chunk);
            while (read >= 0) {
                if (state == State.SLOW) {
                    Thread.sleep(SLOW_MILLIS);
                }
                while (state == deaf || state == State.SILENT) {
                    Thread.sleep(LOOK_MILLIS);
                }
                out.write(chunk, 0, read);
                read = in.read(chunk);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Ended by either side: so does the other.
            assert e != null;
        }
        end(from);
        end(to);
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        become(State.CUT);
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Those that were accepted meanwhile.
        open.forEach(this::end);
    }
}
