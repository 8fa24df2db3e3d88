package se.ringvakt.ami;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import se.ringvakt.watch.SwitchSettings;

/// A manager interface that says what a test wants it to, over real sockets.
final class FakeSwitch implements AutoCloseable {
    static final String GREETING = "Asterisk Call Manager/11.0.0\r\n";

    static final String PASSWORD = "pass-1234";

    private static final Map<String, String> LISTS =
            Map.of(
                    "CoreShowChannels", "CoreShowChannelsComplete",
                    "DeviceStateList", "DeviceStateListComplete",
                    "QueueStatus", "QueueStatusComplete",
                    "Agents", "AgentsComplete",
                    "ShowDialplan", "ShowDialPlanComplete");

    /// When each connection came, in nanoseconds.
    final List<Long> connections = new CopyOnWriteArrayList<>();

    final List<Map<String, String>> actions = new CopyOnWriteArrayList<>();

    /// What is said to whoever connects.
    volatile String greeting = GREETING;

    /// Actions that are refused, with the words.
    final Map<String, String> refused = new ConcurrentHashMap<>();

    /// The entries of lists by their actions, their fields by commas.
    final Map<String, List<String>> entries = new ConcurrentHashMap<>();

    /// Called before an action is answered.
    volatile BiConsumer<FakeSwitch, String> before = (fake, action) -> {};

    /// It reads but does not answer any more.
    volatile boolean mute;

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    FakeSwitch() {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    SwitchSettings settings() {
        return settings(false);
    }

    SwitchSettings settings(boolean tls) {
        return new SwitchSettings(
                "fake",
                "127.0.0.1",
                server.getLocalPort(),
                tls,
                "ringvakt",
                PASSWORD,
                List.of(),
                Duration.ofMillis(50),
                Duration.ofMillis(400));
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.add(System.nanoTime());
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
            if (!greeting.startsWith("Asterisk")) {
                socket.shutdownOutput();
            }
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Map<String, String> action = new HashMap<>();
            String line;
            while ((line = in.readLine()) != null) {
                if (!line.isEmpty()) {
                    String[] field = (line + ": ").split(": ", 3);
                    action.put(field[0].toLowerCase(Locale.ROOT), field[1]);
                } else if (!mute) {
                    actions.add(Map.copyOf(action));
                    answer(socket, action);
                    action.clear();
                }
            }
        } catch (IOException e) {
            // The test or the link has closed it.
        }
    }

    private void answer(Socket socket, Map<String, String> action) throws IOException {
        String name = action.getOrDefault("action", "");
        String id = "ActionID: " + action.get("actionid") + "\r\n";
        before.accept(this, name);
        String words = refused.get(name);
        if (words != null) {
            write(socket, "Response: Error\r\n" + id + "Message: " + words + "\r\n\r\n");
            return;
        }
        StringBuilder all = new StringBuilder("Response: Success\r\n" + id);
        if (name.equals("Challenge")) {
            all.append("Challenge: 123\r\n");
        }
        all.append("\r\n");
        if (LISTS.containsKey(name)) {
            entries.getOrDefault(name, List.of())
                    .forEach(entry ->
                            all.append(lines(entry)).append("\r\n").append(id).append("\r\n"));
            all.append("Event: ").append(LISTS.get(name)).append("\r\n").append(id).append("\r\n");
        }
        write(socket, all.toString());
    }

    private static void write(Socket socket, String text) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Sends an event, its fields by commas, as Asterisk would.
    void event(String fields) {
        raw(lines(fields.replaceFirst(",|$", ", Privilege: call,all$0")) + "\r\n\r\n");
    }

    private static String lines(String fields) {
        return fields.replace(", ", "\r\n");
    }

    void raw(String text) {
        try {
            write(sockets.getLast(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes the present connection, as a switch that ends.
    void cut() {
        try {
            sockets.getLast().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long asked(String action) {
        return actions.stream().filter(a -> action.equals(a.get("action"))).count();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
