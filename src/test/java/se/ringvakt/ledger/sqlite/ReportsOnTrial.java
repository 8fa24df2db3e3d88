package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Samples;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.rule.Reason;

/// A ledger written to as its writer does, at any time and in any order, and the reports on it.
final class ReportsOnTrial implements AutoCloseable {
    static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    private final Path folder;
    private final SqliteDatabase database;
    private final WriterSession session;
    private Instant now = Samples.NOW;
    private SqliteReports reports;
    private long ids;

    ReportsOnTrial(Path folder) throws SQLException {
        this.folder = folder;
        this.database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        this.session = WriterSession.open(database, Duration.ofSeconds(5));
        this.reports = openReports();
    }

    private SqliteReports openReports() {
        InstantSource clock = () -> now;
        return SqliteReports.open(database, folder.resolve("reports.db"), STOCKHOLM, clock);
    }

    void reopen() {
        reports.close();
        reports = openReports();
    }

    void closeReports() {
        reports.close();
    }

    void openReportsAgain() {
        reports = openReports();
    }

    void now(Instant at) {
        now = at;
    }

    Instant now() {
        return now;
    }

    SqliteReports reports() {
        return reports;
    }

    Counts counts() {
        return reports.counts();
    }

    Decisions decisions() {
        return reports.decisions();
    }

    Path folder() {
        return folder;
    }

    SqliteDatabase database() {
        return database;
    }

    /// Rolls until nothing is left.
    ReportsOnTrial rolled() {
        for (int step = 0; step < 5; step++) {
            while (reports.roll()) {
                // More at once.
            }
        }
        return this;
    }

    List<Decision> all(Filter filter) {
        List<Decision> found = new java.util.ArrayList<>();
        decisions().stream(filter, found::add);
        return found;
    }

    private long version(PhoneNumber number) {
        return database.read(handle ->
                handle.createQuery("SELECT COALESCE(MAX(version), 0) FROM history WHERE number = ?")
                        .bind(0, number.e164())
                        .mapTo(Long.class)
                        .one());
    }

    /// An allowed attempt with the next id, committed.
    Attempt allow(Instant start, String campaign, String agent) {
        return allow(++ids, start, campaign, agent, Samples.bulkNumber((int) ids));
    }

    Attempt allow(long id, Instant start, String campaign, String agent, PhoneNumber number) {
        Attempt attempt =
                new Attempt(
                        new AttemptId(id),
                        number,
                        new CampaignId(campaign),
                        Optional.empty(),
                        agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                        Kind.MANUAL,
                        Samples.number(90),
                        start,
                        Duration.ofSeconds(46),
                        "17." + id,
                        "nix@1 sweden-1");
        long seen = version(attempt.number());
        write(() -> session.allow(seen, attempt));
        return attempt;
    }

    void deny(Instant at, String campaign, String agent, Reason... reasons) {
        deny(at, campaign, agent, Optional.of(Samples.number(0)), reasons);
    }

    void deny(
            Instant at,
            String campaign,
            String agent,
            Optional<PhoneNumber> number,
            Reason... reasons) {
        deny(at, campaign, agent, number, Optional.empty(), reasons);
    }

    /// An attempt that would have been denied.
    Attempt rehearse(Instant at, String campaign, String agent, Reason... reasons) {
        Attempt attempt = allow(at, campaign, agent);
        Optional<PhoneNumber> number = Optional.of(attempt.number());
        deny(at, campaign, agent, number, Optional.of(attempt.id()), reasons);
        return attempt;
    }

    private void deny(
            Instant at,
            String campaign,
            String agent,
            Optional<PhoneNumber> number,
            Optional<AttemptId> rehearsed,
            Reason... reasons) {
        Denial denial =
                new Denial(
                        at,
                        "17.1",
                        number,
                        campaign,
                        agent,
                        Kind.MANUAL,
                        List.of(reasons),
                        Optional.of(at.plusSeconds(60)),
                        "nix@1 sweden-1",
                        rehearsed);
        write(() -> {
            session.deny(denial);
            return true;
        });
    }

    void settle(Attempt attempt, Outcome outcome) {
        write(() -> session.settle(attempt.id(), outcome, outcome.answer(), outcome.reached()));
    }

    void complete(Attempt attempt, Outcome outcome) {
        write(() -> {
            session.complete(attempt.id(), outcome);
            return true;
        });
    }

    void silent(Attempt attempt, Instant at) {
        write(() -> session.silent(attempt.id(), at));
    }

    private interface Change {
        boolean apply() throws SQLException;
    }

    private void write(Change change) {
        try {
            session.begin();
            change.apply();
            session.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        reports.close();
        session.close();
        database.close();
    }
}
