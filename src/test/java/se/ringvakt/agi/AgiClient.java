package se.ringvakt.agi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A switch's side of one FastAGI connection, byte by byte as Asterisk speaks.
public final class AgiClient implements AutoCloseable {
    private final Socket socket = new Socket();

    public AgiClient(InetSocketAddress gate) throws IOException {
        socket.connect(gate, 2_000);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    /// Asks, answers 200 and returns the variables that were set.
    public static Map<String, String> ask(InetSocketAddress gate, String script)
            throws IOException {
        try (AgiClient line = new AgiClient(gate)) {
            line.send(header(script));
            Map<String, String> variables = line.variables();
            line.send("200 result=1\n");
            return variables;
        }
    }

    static String header(String script) {
        return header(script, "1795400000.17");
    }

    static String header(String script, String uniqueId) {
        return """
        agi_network: yes
        agi_network_script: %s
        agi_request: agi://127.0.0.1/%s
        agi_channel: PJSIP/agent-00000001
        agi_language: en
        agi_uniqueid: %s
        agi_version: 22.10.1
        agi_callerid: 101
        agi_callingpres: 0

        """
                .formatted(script, script, uniqueId);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /// The one command, read until the gate closes its half.
    Map<String, String> variables() throws IOException {
        String command = readToEnd();
        if (!command.endsWith("\"\n") || command.indexOf('\n') != command.length() - 1) {
            throw new IOException("command: '" + command + "' (expected: one line)");
        }
        String names = command.substring(command.indexOf('(') + 1, command.indexOf(')'));
        String values = command.substring(command.indexOf('"') + 1, command.length() - 2);
        Map<String, String> variables = new HashMap<>();
        String[] name = names.split(",", -1);
        String[] value = values.split(",", -1);
        for (int i = 0; i < name.length; i++) {
            variables.put(name[i], value[i]);
        }
        return variables;
    }

    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            all.write(b);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /// Goes away with a reset, as a crashed switch does.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
