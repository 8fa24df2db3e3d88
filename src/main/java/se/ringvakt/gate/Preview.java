package se.ringvakt.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Verdict;

/// What would become of a list's numbers if each were dialled at one instant: judged one by one as
/// the gate would, each as if it were the only one, and counted. Records nothing. Thread-safe.
public final class Preview {
    private final Explainer explainer;
    private final NumberPlan plan;
    private final ZoneId zone;
    private final CampaignId campaign;
    private final AgentId agent;
    private final Instant at;

    private final Roaring64Bitmap seen = new Roaring64Bitmap();
    private final Map<Reason, Long> primary = new EnumMap<>(Reason.class);
    private final Map<Reason, Long> all = new EnumMap<>(Reason.class);
    private final SortedMap<LocalDate, Long> later = new TreeMap<>();
    private long repeated;
    private long dialable;
    private long never;

    /// @param agent one who is free
    /// @param zone in which days are told
    public Preview(
            Explainer explainer,
            NumberPlan plan,
            ZoneId zone,
            CampaignId campaign,
            AgentId agent,
            Instant at) {
        this.explainer = explainer;
        this.plan = plan;
        this.zone = zone;
        this.campaign = campaign;
        this.agent = agent;
        this.at = at;
    }

    /// What was found.
    ///
    /// @param numbers different numbers that a campaign can call at all
    /// @param repeated cells with a number that had come before; counted once
    /// @param dialable how many could be dialled then
    /// @param primary how many could not, by the first reason
    /// @param all how many have each reason, among others
    /// @param later of those that could not, how many could be dialled from each local day on
    /// @param never how many could not within four hundred days, or nobody can tell when
    public record Summary(
            long numbers,
            long repeated,
            long dialable,
            Map<Reason, Long> primary,
            Map<Reason, Long> all,
            SortedMap<LocalDate, Long> later,
            long never) {}

    /// Judges and counts one cell's content. Blocks while the ledger is read.
    ///
    /// @return whether it holds a number that a campaign can call at all; if not, it was not
    ///   counted
    public boolean add(String spelled) {
        switch (plan.read(spelled)) {
            case EmergencyNumber _, InvalidNumber _ -> {
                return false;
            }
            case PhoneNumber number -> {
                if (isNew(number)) {
                    count(explainer.explain(request(number), at).verdict());
                }
                return true;
            }
        }
    }

    /// What was found so far.
    public synchronized Summary summary() {
        return new Summary(
                seen.getLongCardinality(),
                repeated,
                dialable,
                new EnumMap<>(primary),
                new EnumMap<>(all),
                new TreeMap<>(later),
                never);
    }

    private DialRequest request(PhoneNumber number) {
        return new DialRequest(
                number.international(),
                campaign,
                Optional.of(agent),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "preview");
    }

    private synchronized boolean isNew(PhoneNumber number) {
        if (seen.contains(number.e164())) {
            repeated++;
            return false;
        }
        seen.addLong(number.e164());
        return true;
    }

    private synchronized void count(Optional<Verdict> verdict) {
        if (verdict.orElse(null) instanceof Verdict.Deny denial) {
            List<Reason> reasons = denial.reasons();
            primary.merge(reasons.getFirst(), 1L, Long::sum);
            reasons.forEach(reason -> all.merge(reason, 1L, Long::sum));
            if (denial.retryAt().isPresent()) {
                later.merge(LocalDate.ofInstant(denial.retryAt().get(), zone), 1L, Long::sum);
            } else {
                never++;
            }
        } else {
            dialable++;
        }
    }
}
