package se.ringvakt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresLedger;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;

/// A ledger of one kind with its gates, and what lies in it.
abstract class Storage implements AutoCloseable {
    private static final int ROUND_TRIPS = 2_000;

    private final String name;

    /// What is closed in the end, the last first.
    private final List<Runnable> parts = new ArrayList<>();

    private Storage(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    abstract Gates gates();

    /// Bytes of each part of it, by name.
    abstract Map<String, Long> sizes() throws IOException, SQLException;

    /// Attempts on record.
    abstract long attempts() throws SQLException;

    /// Bytes of log written since it was made; NaN: not known.
    double logBytes() throws SQLException {
        return Double.NaN;
    }

    /// What a database of its own has used of the processors.
    long databaseNanos() {
        return 0;
    }

    /// The median of a question that asks nothing, in microseconds; NaN: there is no way to go.
    double roundTripMicros() throws SQLException {
        return Double.NaN;
    }

    void closing(Runnable part) {
        parts.add(part);
    }

    @Override
    public void close() {
        parts.reversed().forEach(Runnable::run);
    }

    static Storage sqlite(Path folder, Knowledge knowledge, InstantSource clock) {
        return new OneFile(folder.resolve("ledger.db"), knowledge, clock);
    }

    /// @param waits for the disk at each commit, as it must
    static Storage postgres(
            PostgresServer server,
            Path mark,
            int gates,
            boolean waits,
            Knowledge knowledge,
            InstantSource clock) {
        return new Shared(server, server.ledger(mark), gates, waits, knowledge, clock);
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static final class OneFile extends Storage {
        private final Path file;
        private final Gates gates;

        OneFile(Path file, Knowledge knowledge, InstantSource clock) {
            super("SQLite, 1 gate");
            this.file = file;
            SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file));
            closing(database::close);
            SqliteLedger ledger = SqliteLedger.start(database, clock);
            closing(ledger::close);
            gates = new Gates(List.of(ledger), knowledge, clock);
        }

        @Override
        Gates gates() {
            return gates;
        }

        @Override
        Map<String, Long> sizes() throws IOException {
            return Map.of("the file", Files.size(file));
        }

        @Override
        long attempts() throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                return number(connection, "SELECT count(*) FROM attempt");
            }
        }
    }

    private static final class Shared extends Storage {
        private final PostgresServer server;
        private final PostgresSettings settings;
        private final Gates gates;

        Shared(
                PostgresServer server,
                PostgresSettings settings,
                int count,
                boolean waits,
                Knowledge knowledge,
                InstantSource clock) {
            super(
                    "PostgreSQL, "
                            + (count == 1 ? "1 gate" : count + " gates")
                            + (waits ? "" : ", disk not awaited"));
            this.server = server;
            this.settings = settings;
            if (!waits) {
                server.execute(
                        settings.database(),
                        "ALTER DATABASE " + settings.database() + " SET synchronous_commit = off");
            }
            List<Ledger> ledgers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                PostgresDatabase database = PostgresDatabase.open(settings);
                closing(database::close);
                PostgresLedger ledger = PostgresLedger.start(database, clock);
                closing(ledger::close);
                ledgers.add(ledger);
            }
            gates = new Gates(ledgers, knowledge, clock);
        }

        @Override
        Gates gates() {
            return gates;
        }

        /// Partitions are counted with their table.
        @Override
        Map<String, Long> sizes() throws SQLException {
            String query =
                    """
                    SELECT regexp_replace(relname, '_(rest|[0-9]{4}_[0-9]{2})', '') AS name,
                           sum(pg_relation_size(oid)) AS bytes
                      FROM pg_class
                     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
                     GROUP BY 1 HAVING sum(pg_relation_size(oid)) > 100000 ORDER BY 2 DESC
                    """;
            Map<String, Long> sizes = new LinkedHashMap<>();
            try (Connection connection = server.connect(settings.database());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    sizes.put(row.getString(1), row.getLong(2));
                }
            }
            return sizes;
        }

        @Override
        long attempts() throws SQLException {
            try (Connection connection = server.connect(settings.database())) {
                return number(connection, "SELECT count(*) FROM attempt");
            }
        }

        @Override
        double logBytes() throws SQLException {
            try (Connection connection = server.connect(settings.database())) {
                return number(connection, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");
            }
        }

        @Override
        long databaseNanos() {
            return server.processorTime().toNanos();
        }

        @Override
        double roundTripMicros() throws SQLException {
            long[] nanos = new long[ROUND_TRIPS];
            try (Connection connection = server.connect(settings.database())) {
                for (int i = 0; i < nanos.length; i++) {
                    long began = System.nanoTime();
                    long _ = number(connection, "SELECT 1");
                    nanos[i] = System.nanoTime() - began;
                }
            }
            Arrays.sort(nanos);
            return nanos[nanos.length / 2] / 1_000.0;
        }
    }
}
