package se.ringvakt.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network between a gate and its database: a wire to a port of this machine that can be cut,
/// can hold back what is sent in either direction, and can be slow.
///
/// What it holds back it delivers when it is mended, as TCP does that sends again and again: a
/// statement may arrive long after its sender gave up.
final class Wire implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final ServerSocket entry;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean cut;
    private boolean holdsQuestions;
    private boolean holdsAnswers;
    private volatile long delayMillis;

    private Wire(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static Wire to(int target) {
        try {
            Wire wire =
                    new Wire(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
            Thread.ofPlatform().daemon().name("wire").start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entry.getLocalPort();
    }

    /// Ends all connections; new ones are ended at once.
    synchronized void cut() {
        cut = true;
        open.forEach(Wire::shut);
        open.clear();
    }

    /// Holds back what is sent from now on; nobody is told.
    ///
    /// @param questions what the gate sends
    /// @param answers what the database sends
    synchronized void hold(boolean questions, boolean answers) {
        holdsQuestions = questions;
        holdsAnswers = answers;
    }

    /// Every answer comes so much later.
    void slow(long millis) {
        delayMillis = millis;
    }

    synchronized void mend() {
        cut = false;
        delayMillis = 0;
        holdsQuestions = false;
        holdsAnswers = false;
        notifyAll();
    }

    private void accept() {
        try {
            while (!entry.isClosed()) {
                Socket in = entry.accept();
                if (!connect(in)) {
                    shut(in);
                }
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
            assert entry.isClosed() : e;
        }
    }

    private synchronized boolean connect(Socket in) {
        if (cut) {
            return false;
        }
        try {
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            open.add(in);
            open.add(out);
            Thread.ofVirtual().start(() -> pump(in, out, true));
            Thread.ofVirtual().start(() -> pump(out, in, false));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void pump(Socket from, Socket to, boolean questions) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (!questions && delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                pass(questions);
                out.write(chunk, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            shut(from);
            shut(to);
        } finally {
            open.remove(from);
        }
    }

    /// Returns when nothing is held back in this direction.
    private synchronized void pass(boolean questions) throws InterruptedException {
        while (questions ? holdsQuestions : holdsAnswers) {
            wait();
        }
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
        mend();
        cut();
        try {
            entry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
