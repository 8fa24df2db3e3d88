package se.ringvakt.ledger.report;

import java.nio.file.Path;
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
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.Engine;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.rule.Reason;

/// A ledger written to as its writer does, at any time and in any order, and the reports on it.
public final class ReportsOnTrial implements AutoCloseable {
    static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    private final Path folder;
    private final LedgerOnTrial ledger;
    private Instant now = Samples.NOW;
    private LedgerReports reports;
    private long ids;

    public ReportsOnTrial(Engine engine, Path folder) {
        this.folder = folder;
        this.ledger = LedgerOnTrial.of(engine, folder);
        this.reports = openReports();
    }

    private LedgerReports openReports() {
        InstantSource clock = () -> now;
        return LedgerReports.open(view(), folder.resolve("reports.db"), STOCKHOLM, clock);
    }

    public void reopen() {
        reports.close();
        reports = openReports();
    }

    void closeReports() {
        reports.close();
    }

    void openReportsAgain() {
        reports = openReports();
    }

    public void now(Instant at) {
        now = at;
    }

    Instant now() {
        return now;
    }

    LedgerReports reports() {
        return reports;
    }

    public Counts counts() {
        return reports.counts();
    }

    Decisions decisions() {
        return reports.decisions();
    }

    Path folder() {
        return folder;
    }

    public Database database() {
        return ledger.database();
    }

    LedgerView view() {
        return ledger.view();
    }

    /// Rolls until nothing is left.
    public ReportsOnTrial rolled() {
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
        return ledger.database()
                .read(handle ->
                        handle.createQuery(
                                        "SELECT COALESCE(MAX(version), 0) FROM history WHERE number = ?")
                                .bind(0, number.e164())
                                .mapTo(Long.class)
                                .one());
    }

    /// An allowed attempt with the next id, committed.
    public Attempt allow(Instant start, String campaign, String agent) {
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
        ledger.allow(seen, attempt);
        return attempt;
    }

    public void deny(Instant at, String campaign, String agent, Reason... reasons) {
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
        ledger.deny(denial);
    }

    void settle(Attempt attempt, Outcome outcome) {
        ledger.settle(attempt, outcome);
    }

    void complete(Attempt attempt, Outcome outcome) {
        ledger.complete(attempt, outcome);
    }

    void silent(Attempt attempt, Instant at) {
        ledger.silent(attempt.id(), at);
    }

    @Override
    public void close() {
        reports.close();
        ledger.close();
    }
}
