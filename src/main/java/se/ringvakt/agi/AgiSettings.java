package se.ringvakt.agi;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// The server's bounds.
///
/// @param listen address and port; port 0: any free one
/// @param switches networks that may ask, as address/bits
/// @param headerTime from connecting to the last line of the header
/// @param decisionTime from the header to the answer; then it is a denial
/// @param replyTime from the answer to the switch's reply
/// @param sessionsMax connections at one time; the next is denied at once
/// @param decisionsMax decisions at one time; the next is denied at once
/// @param drainTime how long a stopping server waits for its sessions
/// @param backlog connections the kernel keeps until they are accepted
public record AgiSettings(
        InetSocketAddress listen,
        List<String> switches,
        Duration headerTime,
        Duration decisionTime,
        Duration replyTime,
        int sessionsMax,
        int decisionsMax,
        Duration drainTime,
        int backlog) {

    public AgiSettings {
        switches = List.copyOf(switches);
        switches.forEach(AgiSettings::checkNetwork);
    }

    private static void checkNetwork(String network) {
        try {
            new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "switches: " + network + " (expected: address/bits, such as 192.0.2.7/32)", e);
        }
    }

    /// The same at another address; switches on this machine only.
    public AgiSettings listeningAt(InetSocketAddress address) {
        return new AgiSettings(
                address,
                List.of("127.0.0.0/8", "::1/128"),
                headerTime,
                decisionTime,
                replyTime,
                sessionsMax,
                decisionsMax,
                drainTime,
                backlog);
    }
}
