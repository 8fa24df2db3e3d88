package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gathers what one step counts, and adds it to the tables of counts. For one thread and one
/// transaction.
final class CountWriter {
    private static final String ADD_WORD =
            "INSERT INTO word (text) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String FIND_WORD = "SELECT id FROM word WHERE text = ?";

    private final LocalDays days;
    private final Map<String, Long> words = new HashMap<>();
    private final Map<Cube, Map<Key, Cell>> cells = new EnumMap<>(Cube.class);
    private final Map<Long, Long> dayOfHour = new HashMap<>();
    private final Connection reports;

    CountWriter(LocalDays days, Connection reports) {
        this.days = days;
        this.reports = reports;
        for (Cube cube : Cube.values()) {
            cells.put(cube, new LinkedHashMap<>());
        }
    }

    /// Of campaign and agent there are 0 where a table does not tell them apart.
    private record Key(long at, long agent, long campaign) {}

    private static final class Cell {
        private final Tally tally = new Tally();
        private long minutes;
    }

    /// What counts in every table alike.
    @FunctionalInterface
    interface Change {
        void in(Tally tally);
    }

    /// The number of a campaign or agent; the same text has the same for ever.
    long word(String text) throws SQLException {
        Long known = words.get(text);
        if (known != null) {
            return known;
        }
        try (PreparedStatement add = reports.prepareStatement(ADD_WORD);
                PreparedStatement find = reports.prepareStatement(FIND_WORD)) {
            add.setString(1, text);
            add.executeUpdate();
            find.setString(1, text);
            try (ResultSet row = find.executeQuery()) {
                row.next();
                long id = row.getLong(1);
                words.put(text, id);
                return id;
            }
        }
    }

    void count(long millis, long campaign, long agent, Change change) {
        long hour = LocalDays.hour(millis);
        for (Map.Entry<Cube, Map<Key, Cell>> each : cells.entrySet()) {
            Cube cube = each.getKey();
            long at =
                    switch (cube.span()) {
                        case MINUTE -> LocalDays.minute(millis);
                        case HOUR -> hour;
                        case DAY -> dayOfHour.computeIfAbsent(hour, days::dayOfHour);
                    };
            Key key =
                    new Key(
                            at,
                            cube.tellsAgents() ? agent : 0,
                            cube.tellsCampaigns() ? campaign : 0);
            Cell cell = each.getValue().computeIfAbsent(key, _ -> new Cell());
            cell.minutes |= LocalDays.minuteBit(millis);
            change.in(cell.tally);
        }
    }

    /// Adds everything gathered.
    void write() throws SQLException {
        for (Map.Entry<Cube, Map<Key, Cell>> cube : cells.entrySet()) {
            try (PreparedStatement add = reports.prepareStatement(cube.getKey().add())) {
                for (Map.Entry<Key, Cell> each : cube.getValue().entrySet()) {
                    add.setLong(1, each.getKey().at());
                    add.setLong(2, each.getKey().agent());
                    add.setLong(3, each.getKey().campaign());
                    add.setLong(4, each.getValue().minutes);
                    each.getValue().tally.bind(add, 5);
                    add.executeUpdate();
                }
            }
        }
    }
}
