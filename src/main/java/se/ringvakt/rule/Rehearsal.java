package se.ringvakt.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.Mode;

/// Where denied dials go out all the same, as a rehearsal, and which of them.
///
/// It changes no verdict: it says what is done with one.
///
/// @param usual what holds for campaigns that do not say
public record Rehearsal(Mode usual) {
    /// Nothing goes out that is denied, but in campaigns that say so.
    public static final Rehearsal NONE = new Rehearsal(Mode.ENFORCE);

    /// Whether this campaign rehearses.
    public boolean isOn(Campaign campaign) {
        return campaign.mode().orElse(usual) == Mode.REHEARSE;
    }

    /// The same of a campaign that may not be on record: then what is usual.
    public boolean isOn(Optional<Campaign> campaign) {
        return campaign.map(this::isOn).orElse(usual == Mode.REHEARSE);
    }

    /// What rehearses now.
    public Extent extent(Collection<Campaign> campaigns) {
        return new Extent(
                usual == Mode.REHEARSE,
                campaigns.stream()
                        .filter(this::isOn)
                        .map(campaign -> campaign.id().value())
                        .sorted()
                        .toList());
    }

    /// The terms on which a denied dial goes out; empty: it does not. One reason that stays a
    /// denial is enough, and a rule that broke is never let pass.
    public Optional<Permit> letOut(Facts facts, Verdict.Deny denial) {
        boolean out =
                isOn(facts.campaign())
                        && denial.fault().isEmpty()
                        && denial.reasons().stream().allMatch(Rehearsal::isRehearsed);
        return out ? Permits.rehearsed(facts) : Optional.empty();
    }

    private static boolean isRehearsed(Reason reason) {
        return InRehearsal.of(reason) == InRehearsal.GOES_OUT;
    }

    /// What rehearses.
    ///
    /// @param usual all campaigns that do not say otherwise do
    /// @param campaigns those that do, by their own word or as usual, sorted
    public record Extent(boolean usual, List<String> campaigns) {
        public Extent {
            campaigns = List.copyOf(campaigns);
        }

        /// Whether anything may go out that is denied.
        public boolean any() {
            return usual || !campaigns.isEmpty();
        }

        /// In words, for whoever runs the gate.
        public String text() {
            String which =
                    usual ? "all campaigns that do not enforce" : String.join(", ", campaigns);
            return "rehearsal: calls are recorded and not stopped, in " + which;
        }
    }
}
