package se.ringvakt.view;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// What the gate would answer, and why, as it is printed.
///
/// @param number as it was typed
/// @param readAs the number that means, in full
/// @param past the time judged has passed: it is told what would have been answered then
/// @param verdict allow, deny, emergency, or unjudged where there is no campaign to judge by, or it
///   is not known whether there was one
/// @param reasons in order, the primary one first; none when allowed
/// @param retryAt the first time at which it would be allowed
/// @param rehearsed a rehearsal lets it out although it would be denied; the verdict stays deny
/// @param assumed what was taken for granted
/// @param facts empty when number or campaign alone decided
public record CheckView(
        String number,
        Optional<String> readAs,
        OffsetDateTime at,
        boolean past,
        String zone,
        String policy,
        String verdict,
        List<Why> reasons,
        Optional<OffsetDateTime> retryAt,
        Optional<Terms> permit,
        boolean rehearsed,
        List<Assumed> assumed,
        Optional<Known> facts) {

    /// The answer alone, without what it was judged by.
    public CheckView withoutFacts() {
        return new CheckView(
                number,
                readAs,
                at,
                past,
                zone,
                policy,
                verdict,
                reasons,
                retryAt,
                permit,
                rehearsed,
                assumed,
                Optional.empty());
    }

    /// The same, of a time that has passed.
    CheckView inThePast() {
        return new CheckView(
                number, readAs, at, true, zone, policy, verdict, reasons, retryAt, permit,
                rehearsed, assumed, facts);
    }

    /// Whether nothing says no; what is not known of a time that has passed is no yes.
    public boolean allowed() {
        return !verdict.equals("deny") && !(past && verdict.equals("unjudged"));
    }

    /// Something that was taken for granted.
    ///
    /// @param code stable
    public record Assumed(String code, String text) {}

    /// One reason.
    ///
    /// @param clause what it rests on; empty: the centre's own
    public record Why(String code, String text, String clause) {}

    /// The terms of an allowed dial.
    public record Terms(
            long timeoutSeconds,
            OffsetDateTime closing,
            String callerId,
            boolean silentCallPreceded) {}

    /// What was known.
    ///
    /// @param campaign and what follows from it: empty where there is none to judge by
    /// @param changes of the lists, as far as they concern the number, newest first
    public record Known(
            Optional<String> campaign,
            Optional<String> principal,
            Optional<String> principalName,
            Optional<String> purpose,
            Optional<String> addressSource,
            Optional<String> callPurpose,
            List<String> callerIds,
            Optional<String> agent,
            boolean agentBusy,
            List<Register> registers,
            List<BlockEntry> blocks,
            List<ConsentEntry> consents,
            List<CustomerEntry> customers,
            String subscription,
            List<EventView> changes,
            Past history) {}

    /// A register's answer.
    ///
    /// @param version empty: none was ever imported
    /// @param ageDays at the time judged
    /// @param usableUntil the last day on which it may be used
    public record Register(
            String name,
            Optional<String> version,
            Optional<LocalDate> updated,
            Optional<Long> ageDays,
            Optional<LocalDate> usableUntil,
            boolean covered,
            boolean listed) {}

    public record BlockEntry(
            String list, Optional<String> principal, Optional<OffsetDateTime> expires) {}

    public record ConsentEntry(
            String principal,
            OffsetDateTime given,
            Optional<OffsetDateTime> withdrawn,
            String proof) {}

    public record CustomerEntry(
            String principal, Optional<String> goods, LocalDate since, Optional<LocalDate> ended) {}

    /// The attempts at the number.
    ///
    /// @param today counted in this campaign on the day judged; without one, in all
    /// @param inPeriod counted in this campaign within the period; without one, in all
    /// @param period its length, in words
    /// @param spacedFrom when the spacing after the last one is over
    /// @param open in any campaign, without an outcome yet
    /// @param owed whether the campaign owes the number a call after a silent one
    /// @param debt since when, and after which call
    /// @param attempts all that were looked at, oldest first
    public record Past(
            long today,
            int perDay,
            long inPeriod,
            int perPeriod,
            String period,
            Optional<OffsetDateTime> lastEnded,
            Optional<OffsetDateTime> spacedFrom,
            long open,
            boolean owed,
            Optional<Owed> debt,
            List<Tried> attempts) {}

    /// A call owed.
    ///
    /// @param silentAttempt the silent call
    /// @param agent who was to talk
    /// @param tried how many attempts the campaign has made since
    public record Owed(
            OffsetDateTime since,
            Optional<String> silentAttempt,
            Optional<String> agent,
            long tried) {}

    /// One attempt.
    ///
    /// @param ended empty: open
    public record Tried(String campaign, OffsetDateTime started, Optional<OffsetDateTime> ended) {}
}
