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
/// @param reasons denials that give any of these, first or not; none: whatever the reasons
/// @param campaigns any of these; a set of none finds nothing
/// @param agent the empty text: those that named none
/// @param status of the outcome
/// @param breach only attempts whose ringing was too short
/// @param silent only attempts answered to silence
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
        boolean silent) {

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

    /// Whether an allowed attempt can pass.
    public boolean takesAllowed() {
        return reasons.isEmpty() && !ruling.equals(Optional.of(Ruling.DENIED)) && takesAny();
    }

    /// Whether a denial can pass: it has no outcome.
    public boolean takesDenied() {
        return status.isEmpty()
                && !breach
                && !silent
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
                silent);
    }

    public Filter of(Ruling one) {
        return new Filter(
                from, to, Optional.of(one), reasons, campaigns, agent, number, status, breach,
                silent);
    }

    public Filter because(Set<Reason> any) {
        return new Filter(
                from, to, ruling, any, campaigns, agent, number, status, breach, silent);
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
                silent);
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
                silent);
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
                silent);
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
                silent);
    }

    public Filter breaches() {
        return new Filter(
                from, to, ruling, reasons, campaigns, agent, number, status, true, silent);
    }

    public Filter silences() {
        return new Filter(
                from, to, ruling, reasons, campaigns, agent, number, status, breach, true);
    }
}
