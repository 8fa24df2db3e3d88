package se.ringvakt.gate;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.CampaignStore.Shown;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Policies;

/// Who rang from this number, and for whom: the answer to whoever rings it (*motringning*, §3.1).
///
/// A caller id is known from the day a campaign names it until the policy's time after that
/// campaign's last day has passed, also when the campaign has given it up since. Thread-safe;
/// blocks.
public final class CallBacks {
    private static final Logger LOG = LoggerFactory.getLogger(CallBacks.class);

    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Ledger ledger;
    private final Policies policies;
    private final InstantSource clock;
    private final Meters meters;

    /// What a caller is told.
    ///
    /// @param campaign for which the caller was rung, or else the newest that has the number
    /// @param callerId how it is answered
    /// @param attempt the last at the caller with this caller id; empty: the caller was not rung
    /// @param caller empty: withheld, or no number
    public record CallBack(
            Campaign campaign,
            CallerId callerId,
            Optional<AttemptId> attempt,
            Optional<PhoneNumber> caller) {}

    /// A campaign that has or had the caller id.
    private record Candidate(Campaign campaign, Shown shown) {
        boolean hasBegun(LocalDate today) {
            return !campaign.firstDay().isAfter(today);
        }
    }

    public CallBacks(
            NumberPlan plan,
            Knowledge knowledge,
            Ledger ledger,
            Policies policies,
            InstantSource clock,
            Meters meters) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.ledger = ledger;
        this.policies = policies;
        this.clock = clock;
        this.meters = meters;
    }

    /// What to tell this caller; empty: nobody of ours shows that number, or not for a long time.
    ///
    /// @param called as the switch got it, also without its plus: `46701740699`
    /// @param caller likewise; anything that is no number counts as withheld
    public Optional<CallBack> answer(String called, String caller) {
        Facts.Moment moment = policies.at(clock.instant());
        Optional<PhoneNumber> number = number(called);
        Optional<CallBack> answer = number.flatMap(shown -> answer(shown, number(caller), moment));
        meters.count(
                Meter.CALL_BACKS,
                answer.map(known -> known.attempt().isPresent() ? "attempt" : "campaign")
                        .orElse("unknown"));
        return answer;
    }

    private Optional<CallBack> answer(
            PhoneNumber called, Optional<PhoneNumber> caller, Facts.Moment moment) {
        Optional<Attempt> last = caller.flatMap(number -> last(number, called));
        List<Candidate> known =
                candidates(called).filter(each -> isKept(each, last, moment)).toList();
        Optional<Candidate> ofAttempt = known.stream().filter(each -> isOf(each, last)).findFirst();
        return ofAttempt
                .or(() -> newest(known, moment.today()))
                .map(found ->
                        new CallBack(
                                found.campaign,
                                found.shown.callerId(),
                                ofAttempt.flatMap(_ -> last).map(Attempt::id),
                                caller));
    }

    private Stream<Candidate> candidates(PhoneNumber called) {
        Campaigns campaigns = knowledge.campaigns();
        return campaigns.shown().stream()
                .filter(shown -> shown.callerId().number().equals(called))
                .flatMap(shown ->
                        campaigns.find(shown.campaign()).stream()
                                .map(campaign -> new Candidate(campaign, shown)));
    }

    private static boolean isOf(Candidate candidate, Optional<Attempt> last) {
        return last.isPresent() && last.get().campaign().equals(candidate.campaign.id());
    }

    /// Until the end of that day. A campaign that was shortened has used the number for longer than
    /// its last day now tells: so say the definition that had it, and the attempt itself.
    private static boolean isKept(
            Candidate candidate, Optional<Attempt> last, Facts.Moment moment) {
        LocalDate day = later(candidate.campaign.lastDay(), candidate.shown.lastDay());
        if (isOf(candidate, last)) {
            day = later(day, LocalDate.ofInstant(last.get().start(), moment.zone()));
        }
        return !moment.today().isAfter(day.plus(moment.policy().callBackKept()));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<Candidate> newest(List<Candidate> known, LocalDate today) {
        return known.stream()
                .max(
                        Comparator.comparing((Candidate each) -> each.hasBegun(today))
                                .thenComparing(each -> each.campaign.firstDay())
                                .thenComparingLong(each -> each.shown.revision())
                                .thenComparing(each -> each.campaign.id().value()));
    }

    /// Without the ledger the caller is still told whose number this is.
    private Optional<Attempt> last(PhoneNumber caller, PhoneNumber called) {
        try {
            return ledger.last(caller, called);
        } catch (LedgerException e) {
            LOG.warn("call-back answered without its attempt: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Carriers leave out the plus of an international number. A number of our own that is written
    /// so is none of the plan's.
    private Optional<PhoneNumber> number(String text) {
        if (plan.read(text) instanceof PhoneNumber number) {
            return Optional.of(number);
        }
        return text.startsWith(Integer.toString(policies.country().digits()))
                        && plan.read("+" + text) instanceof PhoneNumber number
                ? Optional.of(number)
                : Optional.empty();
    }
}
