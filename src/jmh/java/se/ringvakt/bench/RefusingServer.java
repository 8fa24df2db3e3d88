package se.ringvakt.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// Answers every HTTP request 429, and reads none of its body.
public final class RefusingServer {
    private static final int BACKLOG = 2_000;

    private RefusingServer() {}

    /// Serves until its standard input ends.
    public static void main(String[] arguments) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(429, -1);
                    exchange.close();
                });
        server.start();
        Announced.at(server.getAddress().getPort());
        Announced.awaitEnd();
        server.stop(0);
    }
}
