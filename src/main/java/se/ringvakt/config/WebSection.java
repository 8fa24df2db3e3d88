package se.ringvakt.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import se.ringvakt.web.WebSettings;
import se.ringvakt.web.WebSettings.Limits;
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
        RatesSection rates) {

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
                        rates.loginsPerMinute()));
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
