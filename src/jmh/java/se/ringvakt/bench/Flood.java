package se.ringvakt.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Does to a window what nobody should, in a process of its own, until its standard input ends.
public final class Flood {
    private static final int LISTENERS = 1_000;
    private static final int UPLOADS = 8;
    private static final int CALLERS = 16;
    private static final long REQUESTS_APART = Duration.ofSeconds(1).toNanos() / 2_000;
    private static final long LOGINS_APART = Duration.ofSeconds(1).toNanos() / 100;
    private static final int CHUNK = 1 << 16;
    private static final String LOGIN = "{\"user\":\"nobody\",\"password\":\"guessed again\"}";

    private final int port;
    private final String token;

    private Flood(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /// What it does.
    enum Kind {
        /// For comparison.
        NOTHING("nothing"),
        /// 1,000 listeners to the live feed, who never read.
        LISTENERS("1,000 listeners that never read"),
        /// 2,000 requests a second with a good token, each a page of decisions.
        REQUESTS("2,000 requests a second"),
        /// 100 logins a second, by guessing.
        LOGINS("100 wrong logins a second"),
        /// 8 uploads without end, as fast as they are taken.
        UPLOADS("8 uploads without end");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    /// Floods.
    ///
    /// @param arguments a kind, a port of this machine, a token
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        new Flood(port, arguments[2]).begin(Kind.valueOf(arguments[0]));
        Announced.at(port);
        Announced.awaitEnd();
    }

    private void begin(Kind kind) throws IOException {
        switch (kind) {
            case NOTHING -> {}
            case LISTENERS -> listeners();
            case REQUESTS -> callers(REQUESTS_APART, get("/api/v1/decisions?limit=100"));
            case LOGINS -> callers(LOGINS_APART, post("/api/v1/session", LOGIN));
            case UPLOADS -> uploads();
        }
    }

    /// Kept for as long as the process lives.
    private void listeners() throws IOException {
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < LISTENERS; i++) {
            Socket socket = connect();
            socket.getOutputStream().write(get("/api/v1/events"));
            held.add(socket);
        }
        Thread.ofPlatform().daemon().start(() -> keep(held));
    }

    private static void keep(List<Socket> held) {
        while (held.stream().noneMatch(Socket::isClosed)) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    /// Together so many requests, at even distances, each caller on one connection.
    private void callers(long apart, byte[] request) {
        long begin = System.nanoTime();
        for (int i = 0; i < CALLERS; i++) {
            int first = i;
            Thread.ofPlatform().daemon().start(() -> call(begin + first * apart, apart, request));
        }
    }

    private void call(long begin, long apart, byte[] request) {
        byte[] answer = new byte[CHUNK];
        long due = begin;
        while (true) {
            try (Socket socket = connect()) {
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream();
                int read = 0;
                while (read >= 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                    due = Math.max(due + apart * CALLERS, System.nanoTime() - apart * CALLERS);
                    out.write(request);
                    read = in.read(answer);
                }
            } catch (IOException _) {
                // Hung up on: it calls again.
                LockSupport.parkNanos(apart);
            }
        }
    }

    private void uploads() {
        for (int i = 0; i < UPLOADS; i++) {
            Thread.ofPlatform().daemon().start(this::upload);
        }
    }

    private void upload() {
        byte[] head =
                head("POST", "/api/v1/washes?name=list.csv", "Transfer-Encoding: chunked\r\n");
        byte[] chunk =
                (Integer.toHexString(CHUNK) + "\r\n" + "0".repeat(CHUNK) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        while (true) {
            try (Socket socket = connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(head);
                while (socket.getInputStream().available() == 0) {
                    out.write(chunk);
                }
            } catch (IOException _) {
                // Refused: it tries again.
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private byte[] get(String path) {
        return head("GET", path, "");
    }

    private byte[] post(String path, String json) {
        byte[] head = head("POST", path, "Content-Length: " + json.length() + "\r\n");
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        return both;
    }

    private byte[] head(String method, String path, String more) {
        String type = path.contains("washes") ? "text/csv" : "application/json";
        return (method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Type: "
                        + type
                        + "\r\n"
                        + more
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
