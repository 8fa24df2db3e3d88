package se.ringvakt.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.postgres.PostgresSettings.Server;
import se.ringvakt.ledger.sqlite.SqliteSettings;

/// Where the ledger is that gates share, as the settings say it.
///
/// @param url empty: there is none, the ledger is in the state folder
/// @param passwordFile empty: the server asks for no password
/// @param connections of the hot path
record SharedLedger(String url, String user, String passwordFile, int connections) {
    private static final String EXPECTED =
            " (expected: postgresql://host:port/database, or host:port,host:port for a primary and its"
                    + " replicas; user and password-file are keys of their"
                    + " own)";

    private static final Pattern URL =
            Pattern.compile("postgresql://(?<servers>[^/]+)/(?<database>[^/]+)");

    /// The file in the state folder that knows whose database it is.
    static final String MARK = "ledger.installation";

    private static final int STORE_CONNECTIONS = 4;

    /// @param bounds what holds for any ledger
    /// @param beside a path as the settings file means it
    Optional<PostgresSettings> settings(
            SqliteSettings bounds, Path state, UnaryOperator<Path> beside) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Matcher where = parsed();
        Optional<Path> password =
                passwordFile.isEmpty()
                        ? Optional.empty()
                        : Optional.of(beside.apply(Path.of(passwordFile)));
        return Optional.of(
                new PostgresSettings(
                        Stream.of(where.group("servers").split(",", -1)).map(this::server).toList(),
                        where.group("database"),
                        user,
                        password,
                        state.resolve(MARK),
                        bounds.cachedHistories(),
                        bounds.memory(),
                        bounds.attemptMax(),
                        bounds.writeWait(),
                        bounds.busyWait(),
                        bounds.denialQueue(),
                        connections,
                        STORE_CONNECTIONS));
    }

    /// What may hold a password is not repeated.
    private Matcher parsed() {
        if (url.contains("@") || url.contains("?")) {
            throw new IllegalArgumentException("url: names a user or options" + EXPECTED);
        }
        Matcher where = URL.matcher(url);
        if (!where.matches()) {
            throw new IllegalArgumentException("url: " + url + EXPECTED);
        }
        return where;
    }

    private Server server(String text) {
        try {
            URI where = new URI("postgresql://" + text);
            if (where.getHost() != null && where.getPath().isEmpty()) {
                return new Server(
                        where.getHost().replaceAll("[\\[\\]]", ""),
                        where.getPort() < 0 ? PostgresSettings.PORT : where.getPort());
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: " + url + EXPECTED, e);
        }
        throw new IllegalArgumentException("url: " + url + EXPECTED);
    }
}
