package se.ringvakt.report;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;

/// Which decisions; each part that is set narrows them. Words compare exactly.
///
/// @param from included
/// @param to excluded
/// @param reasons what gives any of these, first or not: denials, and what would have been one;
///   none: whatever the reasons
/// @param campaigns any of these; a set of none finds nothing
/// @param agent the empty text: those that named none
/// @param status of the outcome
/// @param breach only attempts whose ringing was too short
/// @param silent only attempts answered to silence
/// @param rehearsed only attempts that would have been denied, had it not been a rehearsal
public record Filter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Ruling> ruling,
        Set<Reason> reasons,
        Optional<Set<String>> campaigns,
        Optional<String> agent,
        Optional<PhoneNumber> number,
        Optional<String> status,
        boolean breach,
        boolean silent,
        boolean rehearsed) {

    /// A filter names at most so many campaigns.
    public static final int CAMPAIGNS_MOST = 10_000;

    /// Every decision.
    public static final Filter ALL =
            new Filter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    false);

    /// @throws IllegalArgumentException too many campaigns
    public Filter {
        reasons = Set.copyOf(reasons);
        campaigns = campaigns.map(Filter::checked);
    }

    static Set<String> checked(Set<String> campaigns) {
        if (campaigns.size() > CAMPAIGNS_MOST) {
            throw new IllegalArgumentException(
                    "campaigns: " + campaigns.size() + " (expected: at most 10000)");
        }
        return Set.copyOf(campaigns);
    }

    /// Whether an allowed attempt can pass; with reasons, one that was rehearsed.
    public boolean takesAllowed() {
        return !ruling.equals(Optional.of(Ruling.DENIED)) && takesAny();
    }

    /// Whether a denial can pass: it has no outcome.
    public boolean takesDenied() {
        return status.isEmpty()
                && !breach
                && !silent
                && !rehearsed
                && !ruling.equals(Optional.of(Ruling.ALLOWED))
                && takesAny();
    }

    private boolean takesAny() {
        return campaigns.map(some -> !some.isEmpty()).orElse(true);
    }

    public Filter between(Instant first, Instant end) {
        return new Filter(
                Optional.of(first),
                Optional.of(end),
                ruling,
                reasons,
                campaigns,
                agent,
                number,
                status,
                breach,
                silent,
                rehearsed);
    }

    public Filter of(Ruling one) {
        return new Filter(
                from,
                to,
                Optional.of(one),
                reasons,
                campaigns,
                agent,
                number,
                status,
                breach,
                silent,
                rehearsed);
    }

    public Filter because(Set<Reason> any) {
        return new Filter(
                from, to, ruling, any, campaigns, agent, number, status, breach, silent, rehearsed);
    }

    public Filter in(Set<String> these) {
        return new Filter(
                from,
                to,
                ruling,
                reasons,
                Optional.of(these),
                agent,
                number,
                status,
                breach,
                silent,
                rehearsed);
    }

    public Filter by(String one) {
        return new Filter(
                from,
                to,
                ruling,
                reasons,
                campaigns,
                Optional.of(one),
                number,
                status,
                breach,
                silent,
                rehearsed);
    }

    public Filter to(PhoneNumber one) {
        return new Filter(
                from,
                to,
                ruling,
                reasons,
                campaigns,
                agent,
                Optional.of(one),
                status,
                breach,
                silent,
                rehearsed);
    }

    public Filter ended(String word) {
        return new Filter(
                from,
                to,
                ruling,
                reasons,
                campaigns,
                agent,
                number,
                Optional.of(word),
                breach,
                silent,
                rehearsed);
    }

    public Filter breaches() {
        return new Filter(
                from, to, ruling, reasons, campaigns, agent, number, status, true, silent,
                rehearsed);
    }

    public Filter silences() {
        return new Filter(
                from, to, ruling, reasons, campaigns, agent, number, status, breach, true,
                rehearsed);
    }

    public Filter rehearsals() {
        return new Filter(
                from, to, ruling, reasons, campaigns, agent, number, status, breach, silent, true);
    }
}
