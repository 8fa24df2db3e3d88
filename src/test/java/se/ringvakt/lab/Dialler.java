package se.ringvakt.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A dialler: places calls over the manager interface, as programs of call centres do.
final class Dialler implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final Writer out;

    private Dialler(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    static Dialler connect(int port) {
        try {
            Dialler dialler = new Dialler(new Socket(InetAddress.getLoopbackAddress(), port));
            dialler.action(
                    Map.of("Action", "Login", "Username", "lab", "Secret", "lab", "Events", "off"));
            return dialler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Places a call; where it goes from there is in `headers`.
    ///
    /// @param variables inherited by every channel of the call
    void originate(String channel, Map<String, String> headers, Map<String, String> variables) {
        Map<String, String> action = new TreeMap<>(headers);
        action.put("Action", "Originate");
        action.put("Channel", channel);
        action.put("Async", "true");
        action.put("Timeout", "60000");
        StringBuilder set = new StringBuilder();
        variables.forEach((name, value) ->
                set.append(set.isEmpty() ? "" : ",")
                        .append("__")
                        .append(name)
                        .append('=')
                        .append(value));
        action.put("Variable", set.toString());
        try {
            action(action);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends a channel.
    void hangUp(String id) {
        try {
            action(Map.of("Action", "Hangup", "Channel", id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void action(Map<String, String> headers) throws IOException {
        StringBuilder text = new StringBuilder("Action: " + headers.get("Action") + "\r\n");
        headers.forEach((name, value) -> {
            if (!name.equals("Action")) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        });
        out.write(text.append("\r\n").toString());
        out.flush();
        String line = in.readLine();
        while (line != null && !line.startsWith("Response: ")) {
            line = in.readLine();
        }
        if (line == null || !line.equals("Response: Success")) {
            throw new AssertionError(headers + ": " + line);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
