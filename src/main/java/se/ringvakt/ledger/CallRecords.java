package se.ringvakt.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.rule.Reason;

/// What became of calls, for those who look. Thread-safe; blocks; throws [LedgerException].
public interface CallRecords {

    /// One attempt.
    Optional<Call> attempt(AttemptId id);

    /// The last attempts to a number, newest first.
    List<Call> attempts(PhoneNumber number, int most);

    /// The attempts whose ringing was too short that started since then, newest first.
    List<Call> breaches(Instant since);

    /// The attempts that started then or later, oldest first.
    List<Call> started(Instant since);

    /// The attempts by an agent that started within a span, oldest first.
    ///
    /// @param from the first instant
    /// @param before the first instant after it
    List<Call> by(AgentId agent, Instant from, Instant before);

    /// All calls owed after silent ones, oldest first: the redial list.
    List<Debt> debts();

    /// The calls owed to a number at an instant, oldest first, those paid since too. What was
    /// recorded of the same millisecond was known.
    List<Debt> debts(PhoneNumber number, Instant at);

    /// Dials past the gate since then, newest first.
    List<PastGate> bypasses(Instant since);

    /// One dial past the gate.
    Optional<PastGate> bypass(long id);

    /// An attempt with what became of it.
    ///
    /// @param silent when it was recorded that nobody met the consumer who answered, which may be
    ///   while the call is still up
    /// @param settled empty: still open, or nobody ever told
    /// @param against for what it would have been denied, had it not been a rehearsal; none: it was
    ///   allowed
    record Call(
            Attempt attempt,
            Optional<Instant> silent,
            Optional<Settled> settled,
            List<Reason> against) {

        public Call {
            against = List.copyOf(against);
        }
    }

    /// What became of it, as on record.
    ///
    /// @param sources who told; none for a permit that was taken back
    /// @param counted it counts against the limits
    /// @param talk how long it was answered
    /// @param metMillis from the answer to being joined with the agent
    record Settled(
            Instant end,
            Set<Source> sources,
            String status,
            boolean counted,
            boolean reached,
            Answer answer,
            Optional<Duration> rang,
            Optional<Breach> breach,
            Optional<EndedBy> endedBy,
            Optional<Duration> talk,
            OptionalLong metMillis) {

        public Settled {
            sources = Set.copyOf(sources);
        }
    }

    /// A dial past the gate, and which it is on record.
    record PastGate(long id, Bypass bypass) {}

    /// A call owed to a number after a silent one (§3.3).
    ///
    /// @param opened when the silent call was recorded
    /// @param silent that call; empty: it is not known any more
    /// @param agent the agent who was to talk
    /// @param tried how many attempts the campaign has made since; those that count, open ones too
    record Debt(
            PhoneNumber number,
            CampaignId campaign,
            Instant opened,
            Optional<AttemptId> silent,
            Optional<AgentId> agent,
            long tried) {}
}
