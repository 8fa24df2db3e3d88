package se.ringvakt.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
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
        return answered(attempt, Answer.UNSEEN);
    }

    public static Outcome answered(Attempt attempt, Answer answer) {
        Instant end = attempt.start().plusSeconds(60);
        return new Outcome(
                end,
                true,
                answer,
                Optional.of(Duration.ofSeconds(12)),
                Optional.empty(),
                Optional.empty(),
                report(attempt, end, "ANSWER", 16, Talk.UNKNOWN));
    }

    public static Outcome notReached(Attempt attempt) {
        Instant end = attempt.start().plusSeconds(2);
        return new Outcome(
                end,
                false,
                Answer.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(EndedBy.NETWORK),
                report(attempt, end, "CHANUNAVAIL", 20, Talk.UNKNOWN));
    }

    /// Given up by the agent before six rings.
    public static Outcome givenUp(Attempt attempt) {
        Instant end = attempt.start().plusSeconds(20);
        return new Outcome(
                end,
                true,
                Answer.NONE,
                Optional.of(Duration.ofMillis(18_500)),
                Optional.of(Outcome.Breach.RING_TOO_SHORT),
                Optional.of(EndedBy.AGENT),
                report(attempt, end, "CANCEL", 0, Talk.UNKNOWN));
    }

    /// The same outcome, told so long after the attempt's start.
    public static Outcome heardAfter(Outcome outcome, Attempt attempt, Duration after) {
        OutcomeReport told = outcome.report();
        return new Outcome(
                outcome.end(),
                outcome.reached(),
                outcome.answer(),
                outcome.rang(),
                outcome.breach(),
                outcome.endedBy(),
                report(
                        attempt,
                        attempt.start().plus(after),
                        told.status(),
                        told.cause().orElse(0),
                        told.talk()));
    }

    /// Another report of an answered attempt, with a talk time, from the switch's events.
    public static Outcome told(Attempt attempt, String status, int cause, long answeredMillis) {
        Outcome answered = answered(attempt);
        return new Outcome(
                answered.end(),
                true,
                Answer.MET,
                answered.rang(),
                Optional.empty(),
                Optional.of(EndedBy.CONSUMER),
                new OutcomeReport(
                        attempt.id(),
                        answered.end(),
                        Set.of(Source.EVENTS),
                        status,
                        OptionalInt.of(cause),
                        Dialling.UNKNOWN,
                        new Talk(
                                OptionalLong.of(answeredMillis),
                                Optional.of(true),
                                OptionalLong.of(20)),
                        Optional.of(EndedBy.CONSUMER)));
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
                "register nix 2026-11-20, policy sweden-1",
                Optional.empty());
    }

    /// What an attempt that a rehearsal lets out would have been.
    public static Denial rehearsed(Attempt attempt) {
        return new Denial(
                attempt.start(),
                attempt.uniqueId(),
                Optional.of(attempt.number()),
                attempt.campaign().value(),
                attempt.agent().map(AgentId::value).orElse(""),
                attempt.kind(),
                List.of(Reason.LISTED),
                Optional.empty(),
                attempt.basis(),
                Optional.of(attempt.id()));
    }

    private static OutcomeReport report(
            Attempt attempt, Instant at, String status, int cause, Talk talk) {
        return new OutcomeReport(
                attempt.id(),
                at,
                Set.of(Source.HANDLER),
                status,
                OptionalInt.of(cause),
                new Dialling(
                        OptionalLong.of(1_500),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()),
                talk,
                Optional.empty());
    }
}
