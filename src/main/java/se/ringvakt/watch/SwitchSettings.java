package se.ringvakt.watch;

import java.time.Duration;
import java.util.List;

/// A switch to watch.
///
/// @param host name or address of its manager interface
/// @param tls whether the connection is encrypted
/// @param user manager user
/// @param secret its password
/// @param trunks devices that lead out of the house, such as `PJSIP/trunk`; none: a dial whose
///   target holds a telephone number is taken for one
/// @param retryFirst the pause before the first new attempt to connect; it doubles
/// @param retryMost the longest pause
public record SwitchSettings(
        String name,
        String host,
        int port,
        boolean tls,
        String user,
        String secret,
        List<String> trunks,
        Duration retryFirst,
        Duration retryMost) {

    public SwitchSettings {
        trunks = List.copyOf(trunks);
    }

    SwitchSettings withSecret(String password) {
        return new SwitchSettings(
                name, host, port, tls, user, password, trunks, retryFirst, retryMost);
    }

    /// The secret stays out of logs.
    @Override
    public String toString() {
        return name + " (" + user + " at " + host + ":" + port + ")";
    }
}
