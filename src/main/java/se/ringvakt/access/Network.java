package se.ringvakt.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// What counts as one place to log in from: an IPv4 address, or the /64 that a single IPv6
/// subscriber has.
public final class Network {
    private static final int PREFIX_BYTES = 8;
    private static final int TEXT_MOST = 64;

    private Network() {}

    /// The place that an address belongs to.
    public static String of(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return literal instanceof Inet6Address
                    ? prefix(literal.getAddress())
                    : literal.getHostAddress();
        } catch (IllegalArgumentException _) {
            // Not an address: what it says is as good a name of the place.
            return AuditEntry.plain(address, TEXT_MOST);
        }
    }

    private static String prefix(byte[] address) {
        byte[] prefix = Arrays.copyOf(address, address.length);
        Arrays.fill(prefix, PREFIX_BYTES, prefix.length, (byte) 0);
        try {
            return InetAddress.getByAddress(prefix).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
