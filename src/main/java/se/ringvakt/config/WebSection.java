package se.ringvakt.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import se.ringvakt.access.Role;
import se.ringvakt.web.WebSettings;
import se.ringvakt.web.WebSettings.Limits;
import se.ringvakt.web.WebSettings.Oidc;
import se.ringvakt.web.WebSettings.Proxy;
import se.ringvakt.web.WebSettings.Rates;
import se.ringvakt.web.WebSettings.Times;
import se.ringvakt.web.WebSettings.Tls;

/// The section `web` as it is written.
record WebSection(
        boolean enabled,
        String listen,
        String language,
        String certificate,
        String key,
        boolean behindProxy,
        List<String> proxies,
        boolean openMetrics,
        LimitsSection limits,
        TimesSection times,
        RatesSection rates,
        OidcSection oidc) {

    record LimitsSection(
            int connectionsMax,
            int operationsMax,
            int uploadsMax,
            int downloadsMax,
            int streamsMax,
            int headerMax,
            int jsonMax,
            long uploadMax) {}

    record TimesSection(
            Duration headerTime,
            Duration bodyTime,
            Duration answerTime,
            Duration idleTime,
            Duration drainTime) {}

    record RatesSection(int requestsPerAddress, int requestsPerCaller, int loginsPerMinute) {}

    record OidcSection(
            String issuer,
            String clientId,
            String clientSecretFile,
            String name,
            String publicUrl,
            List<String> scopes,
            String roleClaim,
            Map<String, Role> roles) {

        Optional<Oidc> settings(UnaryOperator<Path> beside) {
            if (issuer.isEmpty()) {
                return Optional.empty();
            }
            if (clientSecretFile.isEmpty()) {
                throw new IllegalArgumentException(
                        "oidc.client-secret-file: '' (expected: a path)");
            }
            return Optional.of(
                    new Oidc(
                            address("oidc.issuer", issuer),
                            clientId,
                            beside.apply(Path.of(clientSecretFile)),
                            name,
                            address("oidc.public-url", publicUrl.replaceFirst("/+$", "")),
                            scopes,
                            roleClaim,
                            roles));
        }

        private static URI address(String key, String text) {
            try {
                return URI.create(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        key + ": " + text + " (expected: https://host/path)", e);
            }
        }
    }

    /// @param address reads where to listen
    /// @param beside makes a path of the file's whole
    /// @throws IllegalArgumentException when something in it is not as it should be
    WebSettings settings(Function<String, InetSocketAddress> address, UnaryOperator<Path> beside) {
        return new WebSettings(
                enabled,
                address.apply(listen),
                language,
                tls(beside),
                proxy(),
                openMetrics,
                new Limits(
                        limits.connectionsMax(),
                        limits.operationsMax(),
                        limits.uploadsMax(),
                        limits.downloadsMax(),
                        limits.streamsMax(),
                        limits.headerMax(),
                        limits.jsonMax(),
                        limits.uploadMax()),
                new Times(
                        times.headerTime(),
                        times.bodyTime(),
                        times.answerTime(),
                        times.idleTime(),
                        times.drainTime()),
                new Rates(
                        rates.requestsPerAddress(),
                        rates.requestsPerCaller(),
                        rates.loginsPerMinute()),
                oidc.settings(beside));
    }

    private Optional<Tls> tls(UnaryOperator<Path> beside) {
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(
                    "certificate: '"
                            + certificate
                            + "', key: '"
                            + key
                            + "' (expected: both, or none)");
        }
        return certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Tls(beside.apply(Path.of(certificate)), beside.apply(Path.of(key))));
    }

    private Optional<Proxy> proxy() {
        return behindProxy ? Optional.of(new Proxy(proxies)) : Optional.empty();
    }
}
