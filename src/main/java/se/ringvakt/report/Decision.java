package se.ringvakt.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;

/// One dial and what the gate answered, as on record. What a rehearsal let out is one decision: the
/// allowed attempt, with the reasons for which it would have been denied.
///
/// @param number empty when what was dialled is no number
/// @param campaign as asked for, known or not
/// @param agent as asked for; empty when none was named
/// @param reasons why it was denied, or would have been, the first one first; none when nothing was
///   against it
/// @param retryAt when the same dial would have been allowed
/// @param uniqueId the switch's name of the asking channel
/// @param basis the versions it was judged by, as one readable line
/// @param permit set when it was allowed
/// @param rehearsed the other record of a dial that was let out though it would have been denied:
///   of the allowed attempt the denial, of the denial the attempt
public record Decision(
        DecisionId id,
        Instant at,
        Optional<PhoneNumber> number,
        String campaign,
        String agent,
        Kind kind,
        List<Reason> reasons,
        Optional<Instant> retryAt,
        String uniqueId,
        String basis,
        Optional<Permit> permit,
        Optional<DecisionId> rehearsed) {

    public Decision {
        reasons = List.copyOf(reasons);
    }

    public Ruling ruling() {
        return id.ruling();
    }

    /// Where it stands among all.
    public Cursor cursor() {
        return new Cursor(at, id);
    }

    /// What was allowed, and what came of it.
    ///
    /// @param callerId the number shown
    /// @param timeout how long the switch may dial
    /// @param silentAt when it was recorded that nobody met the consumer who answered, which may be
    ///   while the call is still up
    /// @param became empty: still open, or nobody ever told
    public record Permit(
            PhoneNumber callerId,
            Duration timeout,
            Optional<Instant> silentAt,
            Optional<Became> became) {

        /// Answered, and nobody there.
        public boolean silent() {
            return silentAt.isPresent()
                    || became.filter(it -> it.answer() == Answer.SILENT).isPresent();
        }
    }

    /// What became of it.
    ///
    /// @param status Asterisk's DIALSTATUS; `WITHDRAWN`: the permit never reached the switch;
    ///   empty: not told
    /// @param counted it counts against the limits
    /// @param rang how long it rang
    /// @param talk how long it was answered
    public record Became(
            Instant end,
            String status,
            Answer answer,
            boolean counted,
            boolean reached,
            Optional<Duration> rang,
            Optional<Duration> talk,
            Optional<Breach> breach,
            Optional<EndedBy> endedBy) {}
}
