package se.ringvakt.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;

/// Made-up attempts and outcomes.
public final class Samples {
    /// A Monday at noon.
    public static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");

    private static final PhoneNumber CALLER_ID = new PhoneNumber(46_701_740_699L);

    private Samples() {}

    /// One of the numbers without a subscriber.
    ///
    /// @param which 0 to 90
    public static PhoneNumber number(int which) {
        return new PhoneNumber(46_701_740_605L + which);
    }

    /// A clearly synthetic number of a country that has no such numbers.
    public static PhoneNumber bulkNumber(int which) {
        return new PhoneNumber(999_000_000_000L + which);
    }

    public static Attempt attempt(long id, PhoneNumber number, Instant start) {
        return new Attempt(
                new AttemptId(id),
                number,
                new CampaignId("el-2026"),
                Optional.of(new OfferId("elavtal")),
                Optional.of(new AgentId("anna")),
                Kind.MANUAL,
                CALLER_ID,
                start,
                Duration.ofSeconds(46),
                "1795431600." + id,
                "register nix 2026-11-20, policy sweden-1");
    }

    public static Attempt robot(long id, PhoneNumber number, Instant start) {
        return new Attempt(
                new AttemptId(id),
                number,
                new CampaignId("påminnelse"),
                Optional.empty(),
                Optional.empty(),
                Kind.ROBOT,
                CALLER_ID,
                start,
                Duration.ofMillis(60_500),
                "1795431600." + id,
                "register nix 2026-11-20, policy sweden-1");
    }

    public static Outcome answered(Attempt attempt) {
        Instant end = attempt.start().plusSeconds(60);
        return new Outcome(
                end,
                true,
                true,
                Optional.of(Duration.ofSeconds(12)),
                Optional.empty(),
                report(attempt, end, "ANSWER", 16));
    }

    public static Outcome notReached(Attempt attempt) {
        Instant end = attempt.start().plusSeconds(2);
        return new Outcome(
                end,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                report(attempt, end, "CHANUNAVAIL", 20));
    }

    /// The same outcome, told so long after the attempt's start.
    public static Outcome heardAfter(Outcome outcome, Attempt attempt, Duration after) {
        OutcomeReport told = outcome.report();
        return new Outcome(
                outcome.end(),
                outcome.reached(),
                outcome.answered(),
                outcome.rang(),
                outcome.breach(),
                report(
                        attempt,
                        attempt.start().plus(after),
                        told.status(),
                        told.cause().orElse(0)));
    }

    /// Another report of an answered attempt, with a talk time.
    public static Outcome told(Attempt attempt, String status, int cause, long answeredMillis) {
        Outcome answered = answered(attempt);
        return new Outcome(
                answered.end(),
                true,
                true,
                answered.rang(),
                Optional.empty(),
                new OutcomeReport(
                        attempt.id(),
                        answered.end(),
                        status,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(answeredMillis),
                        OptionalInt.of(cause),
                        Optional.empty(),
                        Optional.empty()));
    }

    public static Denial denial(int which) {
        return new Denial(
                NOW,
                "1795431600." + which,
                Optional.of(number(0)),
                "el-2026",
                "anna",
                Kind.MANUAL,
                List.of(Reason.LISTED, Reason.SPACING),
                Optional.empty(),
                "register nix 2026-11-20, policy sweden-1");
    }

    private static OutcomeReport report(Attempt attempt, Instant at, String status, int cause) {
        return new OutcomeReport(
                attempt.id(),
                at,
                status,
                OptionalLong.of(1_500),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.of(cause),
                Optional.empty(),
                Optional.empty());
    }
}
