package se.ringvakt.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Ports of this machine: which are free, and what the kernel says of those that are not.
final class Ports {
    private static final String LISTENING = "0A";
    private static final String ESTABLISHED = "01";

    private Ports() {}

    /// A port on which nobody listens now.
    static InetSocketAddress free() {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return new InetSocketAddress(loopback(), socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first of a row of ports for a lab of one's own.
    static int freeForLab(int first, int step, int row) {
        return IntStream.iterate(first, base -> base + step)
                .limit(20)
                .filter(base -> IntStream.range(base, base + row).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback());
                DatagramSocket udp = new DatagramSocket(port, loopback())) {
            return tcp.isBound() && udp.isBound();
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    static boolean isListening(int port) {
        return count(port, LISTENING) > 0;
    }

    /// Connections to this port, accepted by the kernel, though perhaps not by the program yet.
    static long connections(int port) {
        return count(port, ESTABLISHED);
    }

    private static long count(int port, String state) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(table -> lines(table).stream())
                .map(line -> line.strip().split(" +"))
                .filter(fields -> fields[1].endsWith(local) && fields[3].equals(state))
                .count();
    }

    private static List<String> lines(Path table) {
        return Programs.read(table).lines().skip(1).toList();
    }
}
