package se.ringvakt.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Something that listens where a gate should be, and is none.
final class FakeGate implements AutoCloseable {
    private final ServerSocket listener;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final String name;
    private final Manner manner;

    /// What it does with a connection; closed afterwards.
    @FunctionalInterface
    interface Manner {
        void meet(Socket socket) throws IOException, InterruptedException;
    }

    /// What it says to the call with this id.
    @FunctionalInterface
    interface Answer {
        String to(String uniqueId);
    }

    private FakeGate(String name, Manner manner) {
        this.name = name;
        this.manner = manner;
        try {
            this.listener = new ServerSocket(0, 100, Ports.loopback());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-gate").start(this::accept);
    }

    /// Takes connections and never says a word.
    static FakeGate silent() {
        return new FakeGate("hung", _ -> Thread.sleep(Long.MAX_VALUE));
    }

    static FakeGate closing() {
        return new FakeGate("closes at once", _ -> {});
    }

    static FakeGate closingAfterTheHeader() {
        return new FakeGate("hears and closes", FakeGate::uniqueId);
    }

    static FakeGate resetting() {
        return new FakeGate(
                "resets",
                socket -> {
                    uniqueId(socket);
                    socket.setSoLinger(true, 0);
                });
    }

    static FakeGate saying(String name, Answer answer) {
        return new FakeGate(
                name,
                socket -> {
                    String text = answer.to(uniqueId(socket));
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    socket.shutdownOutput();
                    while (socket.getInputStream().read() >= 0) {
                        // The switch's reply is nothing to it.
                    }
                });
    }

    /// A gate's command that allows the call with this id.
    static String permit(String uniqueId, String number, String attempt, String callerId) {
        return "SET VARIABLE ARRAY(RINGVAKT_VERDICT,RINGVAKT_REASON,RINGVAKT_TIMEOUT,"
                + "RINGVAKT_ATTEMPT,RINGVAKT_NOTICE,RINGVAKT_CLI,RINGVAKT_NUMBER) \"ALLOW:"
                + String.join(",", uniqueId, "none", "60", attempt, "none", callerId, number)
                + "\"\n";
    }

    /// A gate's command that denies this call, because it cannot say.
    static String unavailable(String uniqueId) {
        return "SET VARIABLE ARRAY(RINGVAKT_VERDICT,RINGVAKT_REASON) \"DENY:"
                + uniqueId
                + ",UNAVAILABLE\"\n";
    }

    /// How many connections it has taken.
    int met() {
        return open.size();
    }

    Asked asked() {
        return new Asked(
                name,
                new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
                Optional.empty());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> meet(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void meet(Socket socket) {
        try (socket) {
            manner.meet(socket);
        } catch (IOException e) {
            // The other side went away first: its right.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads the header to its end.
    private static String uniqueId(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String uniqueId = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("agi_uniqueid: ")) {
                uniqueId = line.substring(line.indexOf(' ') + 1);
            }
        }
        return uniqueId;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
