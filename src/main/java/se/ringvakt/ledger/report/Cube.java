package se.ringvakt.ledger.report;

import java.util.Collections;

/// A table of counts: by a span of time, and by campaign or agent and campaign within it.
///
/// All have the same columns. `at` numbers the spans since 1970 (days are those of the zone),
/// `agent` and `campaign` are words or 0 where the table does not tell them apart, `minutes` has a
/// bit for each minute of an hour in which there was a dial.
enum Cube {
    MINUTE("count_minute", Span.MINUTE, Split.NONE),
    HOUR("count_hour", Span.HOUR, Split.NONE),
    HOUR_CAMPAIGN("count_hour_campaign", Span.HOUR, Split.CAMPAIGN),
    HOUR_AGENT("count_hour_agent", Span.HOUR, Split.AGENT),
    DAY_CAMPAIGN("count_day_campaign", Span.DAY, Split.CAMPAIGN),
    DAY_AGENT("count_day_agent", Span.DAY, Split.AGENT);

    private final String table;
    private final Span span;
    private final Split split;

    Cube(String table, Span span, Split split) {
        this.table = table;
        this.span = span;
        this.split = split;
    }

    /// The length of a row's time.
    enum Span {
        MINUTE,
        HOUR,
        DAY
    }

    /// What is told apart within it.
    enum Split {
        NONE,
        CAMPAIGN,
        /// Agent and campaign.
        AGENT
    }

    static Cube of(Span span, Split split) {
        for (Cube cube : values()) {
            if (cube.span == span && cube.split == split) {
                return cube;
            }
        }
        throw new IllegalArgumentException(span + ", " + split + " (expected: a table of counts)");
    }

    String table() {
        return table;
    }

    Span span() {
        return span;
    }

    boolean tellsCampaigns() {
        return split != Split.NONE;
    }

    boolean tellsAgents() {
        return split == Split.AGENT;
    }

    String create() {
        StringBuilder columns = new StringBuilder();
        for (String column : Tally.COLUMNS) {
            columns.append(", ").append(column).append(" INTEGER NOT NULL");
        }
        return "CREATE TABLE "
                + table
                + " (at INTEGER NOT NULL, agent INTEGER NOT NULL, campaign INTEGER NOT NULL,"
                + " minutes INTEGER NOT NULL"
                + columns
                + ", PRIMARY KEY (at, agent, campaign)) WITHOUT ROWID";
    }

    /// Takes at, agent, campaign, minutes, and the tally.
    String add() {
        StringBuilder updates = new StringBuilder();
        for (String column : Tally.COLUMNS) {
            updates.append(", ").append(column).append(" = ").append(column);
            updates.append(" + excluded.").append(column);
        }
        return "INSERT INTO "
                + table
                + " (at, agent, campaign, minutes, "
                + String.join(", ", Tally.COLUMNS)
                + ") VALUES (?, ?, ?, ?, "
                + String.join(", ", Collections.nCopies(Tally.COLUMNS.size(), "?"))
                + ") ON CONFLICT DO UPDATE SET minutes = minutes | excluded.minutes"
                + updates;
    }
}
