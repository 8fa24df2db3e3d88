package se.ringvakt.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteSettings;

/// A ledger with ninety days of made-up decisions, half of them allowed: 500 agents, each in one of
/// 100 campaigns for half a day, from 08:00 to 21:00. Numbers are of a country code that does not
/// exist. Written past the ledger, in bulk.
public final class SyntheticHistory {
    public static final int DAYS = 90;
    public static final Instant END = Instant.parse("2026-11-22T20:00:00Z");

    /// One who made twenty dials in all.
    public static final String RARE_AGENT = "agent-rare";

    public static final int CAMPAIGNS = 100;
    public static final int AGENTS = 500;

    /// Of each number some ten decisions.
    public static final long FIRST_NUMBER = 999_000_000_000L;

    private static final int SECONDS_A_DAY = 13 * 3_600;
    private static final int PER_NUMBER = 5;
    private static final int RARE = 20;
    private static final String[] REASONS = {
        "LISTED",
        "LISTED",
        "LISTED",
        "BLOCKED",
        "SPACING",
        "DAILY_LIMIT",
        "OUTSIDE_HOURS",
        "LISTED&SPACING",
        "AGENT_BUSY"
    };
    private static final String[] STATUSES = {"ANSWER", "NOANSWER", "NOANSWER", "BUSY", "CANCEL"};

    private final SplittableRandom random = new SplittableRandom(1);
    private final long decisions;

    private SyntheticHistory(long decisions) {
        this.decisions = decisions;
    }

    /// Writes it into a new ledger.
    public static void write(Path file, long decisions) throws SQLException {
        SqliteDatabase.open(SqliteSettings.of(file)).close();
        new SyntheticHistory(decisions).write(file);
    }

    /// A number of which there are decisions.
    public static long number(long decisions) {
        return FIRST_NUMBER + decisions / 2 / PER_NUMBER / 2;
    }

    private void write(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -200000");
            statement.execute("INSERT INTO basis VALUES (1, 'nix@2026-11-20 sweden-1')");
            connection.setAutoCommit(false);
            fill(connection);
            connection.commit();
        }
    }

    private void fill(Connection connection) throws SQLException {
        try (PreparedStatement attempt =
                        connection.prepareStatement(
                                "INSERT INTO attempt VALUES (?, ?, ?, NULL, ?, 'MANUAL',"
                                        + " 46701740699, ?, 46000, '17.1', 1)");
                PreparedStatement history =
                        connection.prepareStatement(
                                "INSERT INTO history VALUES (?, ?, 1, ?, ?, NULL, ?)");
                PreparedStatement outcome =
                        connection.prepareStatement(
                                "INSERT INTO outcome (attempt, ended, counted, reached, answered,"
                                        + " rang_millis, breach, heard, status, answer,"
                                        + " answered_millis) VALUES (?, ?, 1, 1, ?, 12000, ?, ?, ?, ?,"
                                        + " ?)");
                PreparedStatement denial =
                        connection.prepareStatement(
                                "INSERT INTO denial VALUES (?, ?, '17.1', ?, ?, ?, 'MANUAL', ?,"
                                        + " NULL, 1)")) {
            for (long i = 0; i < decisions; i++) {
                if (i % 2 == 0) {
                    allow(i, attempt, history, outcome);
                } else {
                    deny(i, denial);
                }
            }
        }
    }

    private void allow(
            long i, PreparedStatement attempt, PreparedStatement history, PreparedStatement outcome)
            throws SQLException {
        long at = at(i);
        long which = i / 2;
        long id = (at << 20) + which % 1_000_000;
        long number = FIRST_NUMBER + which / PER_NUMBER;
        int agent = random.nextInt(AGENTS);
        attempt.setLong(1, id);
        attempt.setLong(2, number);
        attempt.setString(3, campaign(agent, i));
        attempt.setString(4, agent(agent, i));
        attempt.setLong(5, at);
        attempt.executeUpdate();
        history.setLong(1, number);
        history.setLong(2, which % PER_NUMBER + 1);
        history.setLong(3, id);
        history.setString(4, campaign(agent, i));
        history.setLong(5, at);
        history.executeUpdate();
        String status = STATUSES[random.nextInt(STATUSES.length)];
        boolean answered = status.equals("ANSWER");
        outcome.setLong(1, id);
        outcome.setLong(2, at + 60_000);
        outcome.setBoolean(3, answered);
        outcome.setString(4, status.equals("CANCEL") ? "RING_TOO_SHORT" : null);
        outcome.setLong(5, at + 60_000);
        outcome.setString(6, status);
        outcome.setString(7, answered ? random.nextInt(50) == 0 ? "SILENT" : "MET" : "NONE");
        outcome.setObject(8, answered ? 30_000L : null);
        outcome.executeUpdate();
    }

    private void deny(long i, PreparedStatement denial) throws SQLException {
        int agent = random.nextInt(AGENTS);
        denial.setLong(1, i / 2 + 1);
        denial.setLong(2, at(i));
        denial.setLong(3, FIRST_NUMBER + random.nextLong(decisions / 2 / PER_NUMBER + 1));
        denial.setString(4, campaign(agent, i));
        denial.setString(5, agent(agent, i));
        denial.setString(
                6,
                i % (decisions / RARE) == 1
                        ? "FOREIGN_NUMBER"
                        : REASONS[random.nextInt(REASONS.length)]);
        denial.executeUpdate();
    }

    /// Evenly over the days' hours.
    private long at(long i) {
        long begin = END.minus(DAYS, ChronoUnit.DAYS).plus(11, ChronoUnit.HOURS).toEpochMilli();
        long day = i * DAYS / decisions;
        long within = i - day * decisions / DAYS;
        return begin
                + day * ChronoUnit.DAYS.getDuration().toMillis()
                + within * SECONDS_A_DAY * 1_000L * DAYS / decisions;
    }

    private String campaign(int agent, long i) {
        long halfDay = i * DAYS * 2 / decisions;
        return "campaign-" + (agent * 31L + halfDay * 7) % CAMPAIGNS;
    }

    private String agent(int agent, long i) {
        return i % (decisions / RARE) < 2 ? RARE_AGENT : "agent-" + agent;
    }
}
