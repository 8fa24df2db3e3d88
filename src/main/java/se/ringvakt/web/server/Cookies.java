package se.ringvakt.web.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The session's cookie, and the word that proves that a request comes from our own page.
///
/// @param secure whether browsers come by TLS
record Cookies(boolean secure) {

    /// Behind TLS its name keeps anybody else from setting it.
    String name() {
        return secure ? "__Host-ringvakt" : "ringvakt";
    }

    /// Sets it; it goes when the browser does.
    String set(String secret) {
        return name() + "=" + secret + attributes();
    }

    /// Takes it away.
    String clear() {
        return name() + "=; Max-Age=0" + attributes();
    }

    /// Sets the cookie of a login by single sign-on. It comes along when the provider leads the
    /// browser back, as the session's would not.
    String setFlow(String state, Duration longest) {
        return flowName()
                + "="
                + state
                + "; Max-Age="
                + longest.toSeconds()
                + "; Path=/; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    /// The state of the login by single sign-on that this browser has begun.
    ///
    /// @param header `Cookie`
    Optional<String> findFlow(Optional<String> header) {
        return find(header, flowName());
    }

    private String flowName() {
        return name() + "-oidc";
    }

    private String attributes() {
        return "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    /// The session's secret in a request.
    ///
    /// @param header `Cookie`
    Optional<String> find(Optional<String> header) {
        return find(header, name());
    }

    /// The value of a cookie in a request.
    ///
    /// @param header `Cookie`
    static Optional<String> find(Optional<String> header, String name) {
        return header.stream()
                .flatMap(all -> Arrays.stream(all.split(";")))
                .map(String::strip)
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst();
    }

    /// What a page must send in `X-CSRF-Token`: it follows from the session's secret, which no
    /// other page and no script can read.
    static String csrf(String secret) {
        byte[] hash = sha256().digest(("csrf:" + secret).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /// Whether this is it; takes as long for any.
    static boolean isCsrf(String secret, String shown) {
        return MessageDigest.isEqual(
                csrf(secret).getBytes(StandardCharsets.UTF_8),
                shown.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
