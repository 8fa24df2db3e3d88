package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.rule.Facts.AgentState;
import se.ringvakt.rule.Facts.Moment;
import se.ringvakt.rule.Facts.Request;

/// The clauses that need no dial: what number, principal and date alone forbid, and for how many
/// days they go on not forbidding it. Judged by the rulebook's own rules. Immutable; any thread may
/// use it.
///
/// A day counts as free when nothing objects at its end: what lapses in the middle of a day is not
/// counted on for that day.
public final class Screening {
    /// No principal's: blocks that bind everybody bind it, and nothing is granted to it.
    public static final Principal NOBODY = new Principal(new PrincipalId(""), "");

    /// How far ahead the last day of the registers is looked for.
    private static final int DAYS_MOST = 400;

    private static final Request REQUEST = new Request(Kind.MANUAL, Optional.empty(), false, 0);
    private static final long SUBSCRIBER = 701_740_605L;
    private static final long SUBSCRIBER_POWER = 1_000_000_000L;

    private final Campaign caller;

    /// The instant judged, and the end of each day from today to the last one.
    private final List<Moment> moments;

    /// What the clauses say.
    ///
    /// @param objection the first; empty: none, today
    /// @param until the last day on which there is none; empty when there is one today
    public record Opinion(Optional<Reason> objection, Optional<LocalDate> until) {}

    /// Screening from this instant on, as long as the registers used are fresh.
    ///
    /// @param registers what each register says of any number: their dates are what matters
    public Screening(
            Policies policies, Instant now, Campaign caller, List<RegisterAnswer> registers) {
        this.caller = caller;
        List<Moment> fresh = new ArrayList<>();
        Moment moment = policies.at(now);
        while (fresh.size() <= DAYS_MOST && isFresh(moment, registers)) {
            fresh.add(moment);
            LocalDate day = fresh.size() == 1 ? moment.today() : moment.today().plusDays(1);
            moment = policies.at(endOf(day, policies));
        }
        // Fresh now but not to the end of today is as good as stale.
        this.moments = fresh.size() < 2 ? List.of() : List.copyOf(fresh);
    }

    /// Some campaign in sales of this principal, which states nothing that would grant it anything.
    public static Campaign anyCampaignOf(Principal principal) {
        return new Campaign(
                new CampaignId(""),
                principal,
                Purpose.SALES,
                Optional.empty(),
                Optional.empty(),
                LocalDate.MIN,
                LocalDate.MAX,
                List.of(),
                false,
                false);
    }

    /// The last day, at most 400 days ahead, on which every register used is fresh; empty: not even
    /// today, and nobody may be called on the strength of them.
    public Optional<LocalDate> lastDay() {
        return moments.isEmpty() ? Optional.empty() : Optional.of(moments.getLast().today());
    }

    /// What the clauses say of this number. What a rule throws is thrown: a list is not washed by
    /// rules that fail.
    public Opinion of(PhoneNumber number, KnownOfNumber known, List<RegisterAnswer> registers) {
        if (moments.isEmpty()) {
            return new Opinion(Optional.of(Reason.REGISTER_STALE), Optional.empty());
        }
        return judge(facts(moments.getFirst(), caller, number, known, registers));
    }

    private Opinion judge(Facts facts) {
        Optional<LocalDate> until = Optional.empty();
        for (int i = 0; i < moments.size(); i++) {
            Optional<Reason> objection = objection(facts.at(moments.get(i)));
            if (objection.isPresent()) {
                // Before the end of today: today is no day on which to call.
                return i < 2 ? new Opinion(objection, Optional.empty()) : free(until);
            }
            until = Optional.of(moments.get(i).today());
        }
        return free(until);
    }

    private static Opinion free(Optional<LocalDate> until) {
        return new Opinion(Optional.empty(), until);
    }

    private static Optional<Reason> objection(Facts facts) {
        for (Rule rule : Clauses.OF_NUMBER) {
            Optional<Objection> objection = rule.objection(facts);
            if (objection.isPresent()) {
                return objection.map(Objection::reason);
            }
        }
        return Optional.empty();
    }

    /// Whether the registers may be used then, for the plainest of calls.
    private static boolean isFresh(Moment moment, List<RegisterAnswer> registers) {
        long country = moment.country().digits();
        PhoneNumber anyone = new PhoneNumber(country * SUBSCRIBER_POWER + SUBSCRIBER);
        Campaign plain = anyCampaignOf(NOBODY);
        Facts facts = facts(moment, plain, anyone, KnownOfNumber.NOTHING, registers);
        return new RegisterStale().objection(facts).isEmpty();
    }

    private static Facts facts(
            Moment moment,
            Campaign campaign,
            PhoneNumber number,
            KnownOfNumber known,
            List<RegisterAnswer> registers) {
        return new Facts(
                moment,
                number,
                campaign,
                REQUEST,
                AgentState.NONE,
                false,
                known,
                registers,
                History.none(number));
    }

    private static Instant endOf(LocalDate day, Policies policies) {
        return day.plusDays(1).atStartOfDay(policies.zone()).toInstant().minusMillis(1);
    }
}
