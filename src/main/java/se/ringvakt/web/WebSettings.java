package se.ringvakt.web;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the API and the dashboard are served.
///
/// @param enabled false: not at all
/// @param listen where; port 0 takes any free one
/// @param language what a browser that has not chosen shows: sv or en
/// @param tls empty: in clear text
/// @param proxy who stands before it; empty: nobody
/// @param openMetrics whether the metrics are told on this machine without a login
/// @param limits how much is taken at one time
/// @param times how long anything may take
/// @param rates how often one may ask
public record WebSettings(
        boolean enabled,
        InetSocketAddress listen,
        String language,
        Optional<Tls> tls,
        Optional<Proxy> proxy,
        boolean openMetrics,
        Limits limits,
        Times times,
        Rates rates) {

    /// Files in PEM form, read again when they change.
    ///
    /// @param certificate with the chain after it
    /// @param key its private key, PKCS 8, not encrypted
    public record Tls(Path certificate, Path key) {}

    /// Proxies that do the TLS.
    ///
    /// @param addresses networks such as 10.0.0.0/8; only what comes from there is asked for whom
    ///   it forwards
    public record Proxy(List<String> addresses) {
        public Proxy {
            addresses = List.copyOf(addresses);
        }
    }

    /// How much at one time.
    ///
    /// @param connections more are closed at once; 1 to 65536
    /// @param operations eight times as many more wait their turn, and still more are answered 503;
    ///   1 to 1024
    /// @param uploads files taken at one time; 1 to 64
    /// @param downloads long answers sent at one time; 1 to 256
    /// @param streams dashboards that listen; 1 to 10000
    /// @param header bytes of a request's header; its first line half of it; 1 KiB to 1 MiB
    /// @param json bytes of a JSON body; 1 KiB to 64 MiB
    /// @param upload bytes of a file; 1 KiB to 1 TiB
    public record Limits(
            int connections,
            int operations,
            int uploads,
            int downloads,
            int streams,
            int header,
            int json,
            long upload) {
        public Limits {
            within("connections-max", connections, 1, 65_536);
            within("operations-max", operations, 1, 1024);
            within("uploads-max", uploads, 1, 64);
            within("downloads-max", downloads, 1, 256);
            within("streams-max", streams, 1, 10_000);
            within("header-max", header, 1 << 10, 1 << 20);
            within("json-max", json, 1 << 10, 64 << 20);
            within("upload-max", upload, 1 << 10, 1L << 40);
        }
    }

    /// How long.
    ///
    /// @param header from connecting, or from the former answer, to the end of a request's header
    /// @param body of a JSON body
    /// @param answer of an operation
    /// @param idle without a byte either way; longer than the answer
    /// @param drain a stopping server waits for what it has begun
    public record Times(
            Duration header, Duration body, Duration answer, Duration idle, Duration drain) {
        public Times {
            for (Duration each : List.of(header, body, answer, idle, drain)) {
                if (each.isNegative() || each.isZero() || each.compareTo(Duration.ofHours(1)) > 0) {
                    throw new IllegalArgumentException(
                            "time: " + each + " (expected: more than 0, at most 1h)");
                }
            }
            if (idle.compareTo(answer) <= 0) {
                throw new IllegalArgumentException(
                        "idle-time: "
                                + idle
                                + " (expected: more than answer-time, "
                                + answer
                                + ")");
            }
        }
    }

    /// How often.
    ///
    /// @param perAddress requests in a second, from one address
    /// @param perCaller requests in a second, of one user or token
    /// @param logins attempts in a minute, from one address
    public record Rates(int perAddress, int perCaller, int logins) {
        public Rates {
            within("requests-per-address", perAddress, 1, 1_000_000);
            within("requests-per-caller", perCaller, 1, 1_000_000);
            within("logins-per-minute", logins, 1, 100_000);
        }
    }

    /// @throws IllegalArgumentException naming what cannot be
    public WebSettings {
        if (!Set.of("sv", "en").contains(language)) {
            throw new IllegalArgumentException("language: " + language + " (expected: sv, en)");
        }
        if (enabled
                && !listen.getAddress().isLoopbackAddress()
                && tls.isEmpty()
                && proxy.isEmpty()) {
            throw new IllegalArgumentException(
                    "listen: "
                            + listen
                            + " (expected: an address of this machine only, unless certificate and"
                            + " key are given, or behind-proxy: true)");
        }
    }

    /// Whether browsers come by TLS, to us or to a proxy before us.
    public boolean secure() {
        return tls.isPresent() || proxy.isPresent();
    }

    private static void within(String key, long given, long least, long most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    key + ": " + given + " (expected: " + least + " to " + most + ")");
        }
    }
}
