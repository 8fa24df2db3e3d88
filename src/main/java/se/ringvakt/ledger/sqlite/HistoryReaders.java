package se.ringvakt.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sql.HistoryRows;
import se.ringvakt.retention.MemoryKeys.Hash;

/// Connections that read one number's history each at a time, with the statement kept prepared:
/// preparing it anew, as a pool of plain connections must, costs several times the read itself.
final class HistoryReaders implements AutoCloseable {
    private static final String SQL =
            """
            SELECT version, what, attempt, campaign, offer, at
              FROM history
             WHERE number = ?
             ORDER BY version
            """;

    /// The version of a number without a history.
    private static final String FLOOR = "SELECT version FROM history_floor";

    private static final String REMEMBERED =
            "SELECT campaign, at FROM offer_memory WHERE hash = ? ORDER BY at";

    private final SqliteDatabase database;
    private final BlockingQueue<Optional<Reader>> idle;

    HistoryReaders(SqliteDatabase database) {
        this.database = database;
        int readers = database.settings().readers();
        this.idle = new ArrayBlockingQueue<>(readers);
        for (int i = 0; i < readers; i++) {
            idle.add(Optional.empty());
        }
    }

    /// What a connection is asked.
    private interface Question<T> {
        T ask(Reader reader) throws SQLException;
    }

    /// @param oldest counted attempts that started before are left out
    History read(PhoneNumber number, Instant oldest) {
        return ask(reader -> reader.read(number, oldest));
    }

    /// Attempts with an offer that are erased but for their hashes, of any of which each may be;
    /// ended when they began, in order of start.
    List<Counted> remembered(OfferId offer, List<Hash> hashes) {
        return ask(reader -> {
            List<Counted> found = new ArrayList<>();
            for (Hash hash : hashes) {
                found.addAll(reader.remembered(offer, hash));
            }
            found.sort(Comparator.comparing(Counted::start));
            return found;
        });
    }

    private <T> T ask(Question<T> question) {
        Optional<Reader> reader = take();
        try {
            Reader open = reader.isPresent() ? reader.get() : new Reader(database);
            reader = Optional.of(open);
            return question.ask(open);
        } catch (SQLException e) {
            reader.ifPresent(Reader::close);
            reader = Optional.empty();
            throw SqliteFault.of(database.file(), e);
        } finally {
            idle.add(reader);
        }
    }

    /// Makes every reader open the file anew before its next read.
    void reopen() {
        for (int i = 0; i < database.settings().readers(); i++) {
            take().ifPresent(Reader::close);
            idle.add(Optional.empty());
        }
    }

    @Override
    public void close() {
        reopen();
    }

    private Optional<Reader> take() {
        long waitMillis = database.settings().writeWait().toMillis();
        try {
            Optional<Reader> reader = idle.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (reader != null) {
                return reader;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LedgerException(
                "ledger " + database.file() + ": no reader free within " + waitMillis + " ms");
    }

    /// One connection.
    private static final class Reader {
        private final Connection connection;
        private final PreparedStatement select;
        private final PreparedStatement floor;
        private final PreparedStatement remembered;

        Reader(SqliteDatabase database) throws SQLException {
            this.connection = database.connect(Duration.ofMillis(100));
            this.select = connection.prepareStatement(SQL);
            this.floor = connection.prepareStatement(FLOOR);
            this.remembered = connection.prepareStatement(REMEMBERED);
        }

        History read(PhoneNumber number, Instant oldest) throws SQLException {
            select.setLong(1, number.e164());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return HistoryRows.fold(number, row, oldest);
                }
            }
            try (ResultSet row = floor.executeQuery()) {
                row.next();
                return new History(number, row.getLong(1), List.of(), Set.of());
            }
        }

        List<Counted> remembered(OfferId offer, Hash hash) throws SQLException {
            List<Counted> found = new ArrayList<>();
            remembered.setBytes(1, hash.bytes());
            try (ResultSet row = remembered.executeQuery()) {
                while (row.next()) {
                    Instant at = Instant.ofEpochMilli(row.getLong(2));
                    found.add(
                            new Counted(
                                    new CampaignId(row.getString(1)),
                                    Optional.of(offer),
                                    at,
                                    Optional.of(at)));
                }
            }
            return found;
        }

        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new LedgerException("reader: cannot be closed", e);
            }
        }
    }
}
