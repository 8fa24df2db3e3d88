package se.ringvakt.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.site.Unreachable;

/// Asks a gate as Asterisk does: one connection, one header, one command, one reply.
final class AgiCall {
    private static final int COMMAND_BYTES_MOST = 8 * 1024;
    private static final Pattern COMMAND =
            Pattern.compile("SET VARIABLE ARRAY\\(([A-Z_,]+)\\) \"([^\"]*)\"");
    private static final byte[] REPLY = "200 result=1\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress gate;
    private final Duration patience;

    /// @param patience for the connection, and again for the answer
    AgiCall(InetSocketAddress gate, Duration patience) {
        this.gate = gate;
        this.patience = patience;
    }

    /// A request with its parameters, escaped.
    static String script(String name, Map<String, String> parameters) {
        StringBuilder script = new StringBuilder(name);
        char joint = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            script.append(joint).append(parameter.getKey()).append('=');
            escape(parameter.getValue(), script);
            joint = '&';
        }
        return script.toString();
    }

    /// The variables the gate sets on the channel with this id.
    ///
    /// @throws Unreachable when there is no gate, or it does not answer as one
    Map<String, String> ask(String script, String uniqueId) {
        try (Socket socket = new Socket()) {
            socket.connect(gate, (int) patience.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(header(script, uniqueId).getBytes(StandardCharsets.UTF_8));
            out.flush();
            Map<String, String> variables = variables(command(socket));
            out.write(REPLY);
            out.flush();
            return variables;
        } catch (IOException e) {
            throw new Unreachable(
                    "gate " + shown() + ": " + e.getMessage() + " (expected: a running gate)", e);
        }
    }

    private String header(String script, String uniqueId) {
        return String.join(
                "\n",
                "agi_network: yes",
                "agi_network_script: " + script,
                "agi_request: agi://" + shown() + "/" + script,
                "agi_channel: Local/ringvakt-dial",
                "agi_language: sv",
                "agi_type: Local",
                "agi_uniqueid: " + uniqueId,
                "agi_version: ringvakt-dial",
                "agi_callerid: unknown",
                "agi_calleridname: unknown",
                "agi_callingpres: 0",
                "agi_context: ringvakt-outbound",
                "agi_priority: 1",
                "agi_enhanced: 0.0",
                "",
                "");
    }

    /// The one line the gate sends, without its end; the whole of it within the patience.
    private String command(Socket socket) throws IOException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < COMMAND_BYTES_MOST) {
            long leftMillis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                throw new SocketTimeoutException("no answer within " + patience.toMillis() + " ms");
            }
            socket.setSoTimeout((int) leftMillis);
            int next = in.read();
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (next < 0) {
                throw new IOException("closed the connection without a verdict");
            }
            line.write(next);
        }
        throw new IOException("a command of over " + COMMAND_BYTES_MOST + " bytes");
    }

    private Map<String, String> variables(String command) {
        Matcher matcher = COMMAND.matcher(command);
        String[] names = matcher.matches() ? matcher.group(1).split(",", -1) : new String[0];
        String[] values = matcher.matches() ? matcher.group(2).split(",", -1) : new String[0];
        if (names.length == 0 || names.length != values.length) {
            throw new Unreachable(
                    "gate " + shown() + ": not a gate's answer (expected: SET VARIABLE ARRAY)");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            variables.put(names[i], values[i]);
        }
        return variables;
    }

    private String shown() {
        return gate.getHostString() + ":" + gate.getPort();
    }

    private static void escape(String text, StringBuilder into) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isHarmless(c)) {
                into.append(c);
            } else {
                into.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
            }
        }
    }

    private static boolean isHarmless(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
