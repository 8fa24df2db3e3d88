package se.ringvakt.web;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.access.Role;

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
/// @param oidc who else lets people in; empty: nobody does
public record WebSettings(
        boolean enabled,
        InetSocketAddress listen,
        String language,
        Optional<Tls> tls,
        Optional<Proxy> proxy,
        boolean openMetrics,
        Limits limits,
        Times times,
        Rates rates,
        Optional<Oidc> oidc) {

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

    /// Single sign-on by OpenID Connect.
    ///
    /// @param issuer the provider, exactly as its tokens name it; https, or http on this machine
    /// @param clientId who we are to it
    /// @param clientSecretFile what proves that; read at each login
    /// @param name what the button says; 1 to 40 characters
    /// @param publicUrl where browsers find us, without a slash at its end
    /// @param scopes what is asked for; openid among them
    /// @param roleClaim of the ID token: a text or a list of texts
    /// @param roles by value of that claim; the first that somebody has counts
    public record Oidc(
            URI issuer,
            String clientId,
            Path clientSecretFile,
            String name,
            URI publicUrl,
            List<String> scopes,
            String roleClaim,
            Map<String, Role> roles) {
        private static final int NAME_MOST = 40;
        private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

        /// @throws IllegalArgumentException naming what cannot be
        public Oidc {
            address("oidc.issuer", issuer);
            address("oidc.public-url", publicUrl);
            text("oidc.client-id", clientId);
            text("oidc.name", name);
            text("oidc.role-claim", roleClaim);
            if (name.length() > NAME_MOST) {
                throw new IllegalArgumentException(
                        "oidc.name: '" + name + "' (expected: at most 40 characters)");
            }
            if (!scopes.contains("openid")) {
                throw new IllegalArgumentException(
                        "oidc.scopes: " + scopes + " (expected: openid among them)");
            }
            if (roles.isEmpty()) {
                throw new IllegalArgumentException(
                        "oidc.roles: none (expected: at least one, such as staff: supervisor)");
            }
            scopes = List.copyOf(scopes);
            roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        }

        /// Whether what goes there cannot be read on the way.
        public static boolean isSafe(URI address) {
            String host = address.getHost();
            if (host == null) {
                return false;
            }
            boolean local = "http".equals(address.getScheme()) && THIS_MACHINE.contains(host);
            return local || "https".equals(address.getScheme());
        }

        private static void address(String key, URI address) {
            if (!isSafe(address)
                    || address.getRawQuery() != null
                    || address.getRawFragment() != null
                    || address.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        key
                                + ": "
                                + address
                                + " (expected: https://host/path, or http on this machine)");
            }
        }

        private static void text(String key, String text) {
            if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(key + ": '' (expected: a text)");
            }
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
        boolean secure = tls.isPresent() || proxy.isPresent();
        oidc.ifPresent(it -> samePublic(it.publicUrl(), secure));
    }

    /// Over https browsers must get the cookies of https, and only then.
    private static void samePublic(URI publicUrl, boolean secure) {
        if (publicUrl.getScheme().equals("https") != secure) {
            throw new IllegalArgumentException(
                    "oidc.public-url: "
                            + publicUrl
                            + (secure
                                    ? " (expected: https)"
                                    : " (expected: http on this machine, unless certificate and key"
                                            + " are given, or behind-proxy: true)"));
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
