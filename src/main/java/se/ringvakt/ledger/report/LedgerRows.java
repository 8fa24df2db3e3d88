package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads from the ledger what is counted. For one thread.
final class LedgerRows {
    static final String DIALLED =
            "SELECT a.id, a.start, a.campaign, COALESCE(a.agent, ''), "
                    + Fate.COLUMNS
                    + """
                      FROM attempt a
                      LEFT JOIN outcome o ON o.attempt = a.id
                      LEFT JOIN silent_call s ON s.attempt = a.id
                    """;

    static final String REFUSED =
            """
            SELECT d.id, d.at, COALESCE(d.number, 0), d.campaign, d.agent, d.reasons,
                   d.rehearsed IS NOT NULL
              FROM denial d
            """;

    private static final String NEXT_DIALLED =
            DIALLED
                    + """
                     WHERE a.start >= ? AND (a.start > ? OR a.id > ?)
                     ORDER BY a.start, a.id
                     LIMIT ?
                    """;

    private static final String NEXT_REFUSED = REFUSED + " WHERE d.id > ? ORDER BY d.id LIMIT ?";

    /// Answered from the index alone.
    private static final String STARTED =
            """
            SELECT id FROM attempt
             WHERE start >= ? AND (start < ? OR (start = ? AND id <= ?))
            """;

    private static final String THESE = DIALLED + " WHERE a.id IN %s ORDER BY a.start, a.id";

    private static final String DENIED_SINCE =
            "SELECT id FROM denial WHERE id >= ? AND id <= ? ORDER BY id";

    private static final String THESE_REFUSED = REFUSED + " WHERE d.id IN %s ORDER BY d.id";

    private static final String FATES =
            "SELECT o.attempt, "
                    + Fate.COLUMNS
                    + """
                      FROM outcome o
                      LEFT JOIN silent_call s ON s.attempt = o.attempt
                     WHERE o.attempt IN %1$s
                     UNION ALL
                    SELECT s.attempt,
                    """
                    + Fate.COLUMNS
                    + """
                      FROM silent_call s
                      LEFT JOIN outcome o ON o.attempt = s.attempt
                     WHERE s.attempt IN %1$s AND o.attempt IS NULL
                    """;

    private static final int FATE_AT = 5;

    private final ReasonText reasons = new ReasonText();

    /// Attempts after this place, in order.
    List<Dialled> dialledAfter(Connection ledger, Position position, int most) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(NEXT_DIALLED)) {
            select.setLong(1, position.start());
            select.setLong(2, position.start());
            select.setLong(3, position.attempt());
            select.setInt(4, most);
            return dialled(select);
        }
    }

    /// Denials after this one, in the order of their ids.
    List<Refused> refusedAfter(Connection ledger, long id, int most) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(NEXT_REFUSED)) {
            select.setLong(1, id);
            select.setInt(2, most);
            return refused(select);
        }
    }

    /// The denials from the one to the other, by the index of ids alone.
    List<Long> refusedBetween(Connection ledger, long from, long to) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(DENIED_SINCE)) {
            select.setLong(1, from);
            select.setLong(2, to);
            return ids(select);
        }
    }

    /// These denials, in the order of their ids.
    List<Refused> refused(Connection ledger, Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select =
                ledger.prepareStatement(THESE_REFUSED.formatted(list(ids)))) {
            return refused(select);
        }
    }

    /// The attempts up to this place that started then or later.
    List<Long> startedSince(Connection ledger, long start, Position position) throws SQLException {
        try (PreparedStatement select = ledger.prepareStatement(STARTED)) {
            select.setLong(1, start);
            select.setLong(2, position.start());
            select.setLong(3, position.start());
            select.setLong(4, position.attempt());
            return ids(select);
        }
    }

    /// These attempts, in order.
    List<Dialled> dialled(Connection ledger, Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = ledger.prepareStatement(THESE.formatted(list(ids)))) {
            return dialled(select);
        }
    }

    /// What became of these attempts, and when it was told; those of which nothing is known are
    /// left out.
    Map<Long, Told> fates(Connection ledger, Collection<Long> ids) throws SQLException {
        Map<Long, Told> fates = new HashMap<>();
        if (ids.isEmpty()) {
            return fates;
        }
        try (PreparedStatement select = ledger.prepareStatement(FATES.formatted(list(ids)));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                fates.put(row.getLong(1), new Told(Fate.read(row, 2), Fate.heard(row, 2)));
            }
        }
        return fates;
    }

    /// What became of an attempt.
    ///
    /// @param heard in milliseconds since 1970; 0: never
    record Told(Fate fate, long heard) {}

    List<Dialled> dialled(PreparedStatement select) throws SQLException {
        List<Dialled> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(dialled(row));
            }
        }
        return found;
    }

    static Dialled dialled(ResultSet row) throws SQLException {
        return new Dialled(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                Fate.read(row, FATE_AT),
                Fate.heard(row, FATE_AT));
    }

    private List<Refused> refused(PreparedStatement select) throws SQLException {
        List<Refused> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(refused(row));
            }
        }
        return found;
    }

    Refused refused(ResultSet row) throws SQLException {
        return new Refused(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                reasons.read(row.getString(6)),
                row.getBoolean(7));
    }

    static List<Long> ids(PreparedStatement select) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    /// What may follow `IN`: every engine reads it, however many they are. Ids of our own only.
    static String list(Collection<Long> ids) {
        return ids.isEmpty()
                ? "(NULL)"
                : ids.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }
}
