package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;

/// A number's history, from its rows.
public final class HistoryRows {
    private HistoryRows() {}

    private static Counted allowed(ResultSet row) throws SQLException {
        return new Counted(
                new CampaignId(row.getString(4)),
                Optional.ofNullable(row.getString(5)).map(OfferId::new),
                at(row),
                Optional.empty());
    }

    private static Instant at(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(6));
    }

    private static Counted ended(Counted open, Instant end) {
        return new Counted(open.campaign(), open.offer(), open.start(), Optional.of(end));
    }

    /// Puts it together.
    ///
    /// @param row standing on the first of its rows: version, what, attempt, campaign, offer, at;
    ///   by version
    /// @param oldest counted attempts that started before are left out
    public static History fold(PhoneNumber number, ResultSet row, Instant oldest)
            throws SQLException {
        Map<Long, Counted> allowed = new HashMap<>();
        Map<Long, Counted> counted = new LinkedHashMap<>();
        Set<CampaignId> debts = new HashSet<>();
        long version;
        do {
            version = row.getLong(1);
            long attempt = row.getLong(3);
            switch (HistoryChange.Kind.of(row.getInt(2))) {
                case ALLOWED -> {
                    allowed.put(attempt, allowed(row));
                    counted.put(attempt, allowed.get(attempt));
                }
                case ENDED -> {
                    // Counts again if it had been withdrawn. Its beginning may lie too far
                    // back.
                    Counted open = allowed.get(attempt);
                    if (open != null) {
                        counted.put(attempt, ended(open, at(row)));
                    }
                }
                case RELEASED -> counted.remove(attempt);
                case OWED -> debts.add(new CampaignId(row.getString(4)));
                case REPAID -> debts.remove(new CampaignId(row.getString(4)));
            }
        } while (row.next());
        List<Counted> inOrder = new ArrayList<>(counted.values());
        inOrder.removeIf(each -> each.start().isBefore(oldest));
        inOrder.sort(Comparator.comparing(Counted::start));
        return new History(number, version, inOrder, debts);
    }
}
