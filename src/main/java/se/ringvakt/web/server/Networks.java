package se.ringvakt.web.server;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who asks, when proxies stand between: only a proxy of ours is believed.
final class Networks {
    private final List<Network> proxies;

    /// @param proxies addresses or networks, such as 10.0.0.0/8
    /// @throws IllegalArgumentException naming one that is none
    Networks(List<String> proxies) {
        this.proxies = proxies.stream().map(Network::of).toList();
    }

    private record Network(InetAddress address, int bits) {
        static Network of(String text) {
            String[] parts = text.split("/", 2);
            try {
                InetAddress address = InetAddress.ofLiteral(parts[0]);
                int most = address.getAddress().length * Byte.SIZE;
                int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
                if (bits >= 0 && bits <= most) {
                    return new Network(address, bits);
                }
            } catch (IllegalArgumentException _) {
                // Told below, as one of our own settings.
            }
            throw new IllegalArgumentException(
                    "proxies: " + text + " (expected: a network like 10.0.0.0/8)");
        }

        boolean holds(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                    && (rest == 0
                            || (ours[whole] & 0xff) >> (Byte.SIZE - rest)
                                    == (theirs[whole] & 0xff) >> (Byte.SIZE - rest));
        }
    }

    /// Whom the connection is from, or whom it is forwarded for: the last address in the list that
    /// no proxy of ours has.
    ///
    /// @param forwarded `X-Forwarded-For`, if any
    String client(InetAddress peer, Optional<String> forwarded) {
        InetAddress client = peer;
        List<String> hops = Arrays.asList(forwarded.orElse("").split(",")).reversed();
        for (String hop : hops) {
            Optional<InetAddress> next = literal(hop.strip());
            if (!isProxy(client) || next.isEmpty()) {
                break;
            }
            client = next.get();
        }
        return client.getHostAddress();
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.holds(address));
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
