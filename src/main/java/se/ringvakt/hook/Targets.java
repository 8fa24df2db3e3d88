package se.ringvakt.hook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where hooks may send to: not into the network the gate stands in, so that whoever may set up a
/// hook cannot make the gate ask its neighbours (server-side request forgery).
///
/// @param privateToo loopback, link-local and private addresses are allowed too
public record Targets(boolean privateToo) {
    private static final int URL_MOST = 2_048;
    private static final int PORT_MOST = 65_535;

    /// Networks of IPv4 that are nobody's on the Internet, beside those that Java knows itself.
    private static final List<Network> SPECIAL =
            List.of(
                    new Network(0, 8),
                    new Network(0x64400000, 10),
                    new Network(0xc0000000, 24),
                    new Network(0xc0000200, 24),
                    new Network(0xc6120000, 15),
                    new Network(0xc6336400, 24),
                    new Network(0xcb007100, 24),
                    new Network(0xf0000000, 4));

    private record Network(int address, int bits) {
        boolean has(int other) {
            return (address ^ other) >>> (Integer.SIZE - bits) == 0;
        }
    }

    /// Reads a URL and refuses one that can never be sent to. A name that cannot be resolved now is
    /// allowed: it is looked at again before each request.
    ///
    /// @throws HookRefused with what was expected
    public URI read(String text) {
        URI url = parse(text);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refusal(text, "https://... or http://...");
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > PORT_MOST) {
            throw refusal(text, "a host, and a port from 1 to " + PORT_MOST);
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw refusal(text, "no user, password or fragment in it");
        }
        problem(url)
                .ifPresent(what -> {
                    throw new HookRefused("url: " + what);
                });
        return url;
    }

    private static URI parse(String text) {
        if (text.length() > URL_MOST) {
            throw new HookRefused("url: (expected: at most " + URL_MOST + " characters)");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refusal(text, "a URL");
        }
    }

    /// Its control characters are not repeated.
    private static HookRefused refusal(String text, String expected) {
        return new HookRefused(
                "url: " + text.replaceAll("\\p{Cntrl}", "?") + " (expected: " + expected + ")");
    }

    /// Why nothing may be sent to what this host stands for now; empty: it may, or it stands for
    /// nothing. All its addresses must be allowed, since a connection may take any. Java keeps what
    /// it looked up for some seconds, so the request that follows goes to the same addresses.
    Optional<String> problem(URI url) {
        if (privateToo) {
            return Optional.empty();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(url.getHost()))
                    .filter(address -> !isPublic(address))
                    .findFirst()
                    .map(address ->
                            url.getHost()
                                    + " is "
                                    + address.getHostAddress()
                                    + " (expected: a public address; setting hooks.private-targets)");
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// Why no whole numbers may be sent there now; empty: they may. Where nothing is encrypted they
    /// stay in the centre's own network: every address of the host must be private.
    Optional<String> problemOfWholeNumbers(URI url) {
        if ("https".equalsIgnoreCase(url.getScheme())) {
            return Optional.empty();
        }
        if (!privateToo) {
            return Optional.of(url + " (expected: https, where numbers are sent whole)");
        }
        String expected = " (expected: https or a private address, where numbers are sent whole)";
        try {
            return Arrays.stream(InetAddress.getAllByName(url.getHost()))
                    .filter(address -> !isPrivate(address))
                    .findFirst()
                    .map(address -> url.getHost() + " is " + address.getHostAddress() + expected);
        } catch (UnknownHostException e) {
            return Optional.of(url.getHost() + " is not known" + expected);
        }
    }

    /// Not the opposite of public: what carries an address of IPv4 inside may lead anywhere.
    static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address
                ? isPublic4(address.getAddress())
                : isPublic6(address.getAddress());
    }

    private static boolean isPublic4(byte[] bytes) {
        int address = int32(bytes);
        return SPECIAL.stream().noneMatch(network -> network.has(address));
    }

    /// Global unicast is 2000::/3; of it, what carries an address of IPv4 inside (6to4, Teredo) and
    /// the documentation's is left out.
    private static boolean isPublic6(byte[] bytes) {
        int first = int32(bytes);
        boolean global = first >>> 29 == 1;
        boolean carrier = first >>> 16 == 0x2002 || first == 0x20010000;
        return global && !carrier && first != 0x20010db8;
    }

    private static int int32(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }
}
