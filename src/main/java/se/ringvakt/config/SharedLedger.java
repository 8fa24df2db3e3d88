package se.ringvakt.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sqlite.SqliteSettings;

/// Where the ledger is that gates share, as the settings say it.
///
/// @param url empty: there is none, the ledger is in the state folder
/// @param passwordFile empty: the server asks for no password
/// @param connections of the hot path
record SharedLedger(String url, String user, String passwordFile, int connections) {
    private static final String EXPECTED =
            " (expected: postgresql://host:port/database; user and password-file are keys of their"
                    + " own)";

    /// The file in the state folder that knows whose database it is.
    private static final String MARK = "ledger.installation";

    private static final int STORE_CONNECTIONS = 4;

    /// @param bounds what holds for any ledger
    /// @param beside a path as the settings file means it
    Optional<PostgresSettings> settings(
            SqliteSettings bounds, Path state, UnaryOperator<Path> beside) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        URI where = parsed();
        Optional<Path> password =
                passwordFile.isEmpty()
                        ? Optional.empty()
                        : Optional.of(beside.apply(Path.of(passwordFile)));
        return Optional.of(
                new PostgresSettings(
                        where.getHost(),
                        where.getPort() < 0 ? PostgresSettings.PORT : where.getPort(),
                        where.getPath().substring(1),
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
    private URI parsed() {
        if (url.contains("@") || url.contains("?")) {
            throw new IllegalArgumentException("url: names a user or options" + EXPECTED);
        }
        try {
            URI where = new URI(url);
            boolean complete =
                    "postgresql".equals(where.getScheme())
                            && where.getHost() != null
                            && where.getPath().matches("/[^/]+");
            if (complete) {
                return where;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: " + url + EXPECTED, e);
        }
        throw new IllegalArgumentException("url: " + url + EXPECTED);
    }
}
