package se.ringvakt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.DefaultAgiServer;
import se.ringvakt.register.SyntheticRegister;

/// Asterisk-Java's own server as its documentation sets it up; its script looks a number up in a
/// `HashSet` and sets one variable. Nothing else is decided, and nothing recorded.
public final class PeerServer implements AgiScript {
    private final Set<Long> listed;

    private PeerServer(Set<Long> listed) {
        this.listed = listed;
    }

    /// Serves until its standard input ends.
    public static void main(String[] arguments) throws IOException {
        int port = freePort();
        PeerServer script = new PeerServer(SyntheticRegister.set());
        DefaultAgiServer server = new DefaultAgiServer(script);
        server.setPort(port);
        server.setAddress(InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> serve(server));
        Announced.at(port);
        Announced.awaitEnd();
        server.shutdown();
    }

    @Override
    public void service(AgiRequest request, AgiChannel channel) throws AgiException {
        long number = Long.parseLong("46" + request.getParameter("number").substring(1));
        String verdict = listed.contains(number) ? "DENY:" : "ALLOW:";
        channel.setVariable("RINGVAKT_VERDICT", verdict + request.getUniqueId());
    }

    private static void serve(DefaultAgiServer server) {
        try {
            server.startup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// It binds only ports named to it.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
