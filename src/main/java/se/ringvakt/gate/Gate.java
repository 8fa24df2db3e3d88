package se.ringvakt.gate;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.History;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.DecisionIds;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Leases;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.metrics.Seldom;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Permit;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.rule.Verdict;

/// Decides every dial: normalise, gather facts, judge, record, answer.
///
/// An allowed attempt is durable in the ledger before it is answered, so that two agents can never
/// get the same number and a crash forgets nothing. Whatever fails, the answer is a denial; only
/// emergency numbers are allowed whatever happens. A campaign that rehearses is judged like any
/// other; what [Rehearsal] then lets out is recorded both ways. Thread-safe; [#decide] blocks while
/// the ledger writes, so call it on a virtual thread.
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /// Whoever comes first leaves an open attempt, which denies the others at their second look;
    /// more rounds than a few mean that something is wrong.
    private static final int ROUNDS_MAX = 32;

    /// Reasons that a change of the number's record may have ended. An agent may be required only
    /// because a call is owed.
    private static final Set<Reason> BY_HISTORY =
            Set.of(
                    Reason.OFFER_LIMIT,
                    Reason.PERIOD_LIMIT,
                    Reason.DAILY_LIMIT,
                    Reason.SPACING,
                    Reason.AGENT_REQUIRED);

    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Ledger ledger;
    private final Rulebook rulebook;
    private final InstantSource clock;
    private final Meters meters;
    private final Judged judged;
    private final Sight sight;
    private final Witness witness;
    private final Leases leases;
    private final Breaches breaches = new Breaches();
    private final Outcomes outcomes;
    private final FactsGatherer gatherer;
    private final DecisionIds ids = new DecisionIds();
    private final Pulse pulse = new Pulse();
    private final Seldom seldom = new Seldom(LOG);

    /// A gate whose decisions nobody is told.
    public Gate(
            NumberPlan plan,
            Knowledge knowledge,
            Ledger ledger,
            Rulebook rulebook,
            InstantSource clock,
            Sight sight,
            Meters meters) {
        this(plan, knowledge, ledger, rulebook, clock, sight, Witness.NONE, meters);
    }

    /// Builds the gate and reserves the agents of the attempts that are still open.
    public Gate(
            NumberPlan plan,
            Knowledge knowledge,
            Ledger ledger,
            Rulebook rulebook,
            InstantSource clock,
            Sight sight,
            Witness witness,
            Meters meters) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.ledger = ledger;
        this.rulebook = rulebook;
        this.clock = clock;
        this.meters = meters;
        this.judged = new Judged(meters);
        this.leases =
                ledger.leases().orElseGet(() -> new Agents(moment().policy().attemptMax(), clock));
        this.sight = sight;
        this.witness = witness;
        this.outcomes =
                new Outcomes(
                        ledger,
                        rulebook.policies(),
                        leases,
                        breaches,
                        sight,
                        witness,
                        clock,
                        meters);
        this.gatherer = new FactsGatherer(plan, knowledge, this::agentState);
        meters.show(Meter.LEASES_HELD, leases::held);
        for (Attempt attempt : ledger.open()) {
            if (ledger.leases().isEmpty() && attempt.kind().needsAgent()) {
                boolean _ = leases.take(attempt);
            }
            sight.permitted(attempt, Optional.empty());
        }
    }

    /// The answer to an emergency number, which nothing decides; empty: it is none. Does not block.
    public Optional<Answer.Emergency> emergency(String number) {
        return plan.read(number) instanceof EmergencyNumber it
                ? Optional.of(new Answer.Emergency(it))
                : Optional.empty();
    }

    /// May this be dialled now? An allowance is on record when this returns.
    public Answer decide(DialRequest request) {
        long beganNanos = System.nanoTime();
        pulse.begin();
        try {
            Answer answer =
                    switch (plan.read(request.number())) {
                        case EmergencyNumber number -> new Answer.Emergency(number);
                        case InvalidNumber _ ->
                                told(deny(request, Reason.INVALID_NUMBER), request, beganNanos);
                        case PhoneNumber number ->
                                told(decide(request, number), request, beganNanos);
                    };
            judged.note(answer, beganNanos);
            return answer;
        } finally {
            pulse.end(System.nanoTime() - beganNanos);
        }
    }

    /// An answer, and what it was based on.
    private record Judgement(
            Facts.Moment moment,
            Optional<PhoneNumber> number,
            Optional<Facts> facts,
            Answer answer) {}

    private Answer told(Judgement judgement, DialRequest request, long beganNanos) {
        witness.decided(
                new Witness.Decided(
                        request,
                        judgement.moment,
                        judgement.number,
                        judgement.facts,
                        judgement.answer,
                        System.nanoTime() - beganNanos));
        return judgement.answer;
    }

    private Judgement decide(DialRequest request, PhoneNumber number) {
        if (!knowledge.isFresh()) {
            return deny(request, Reason.UNAVAILABLE);
        }
        Optional<Campaign> campaign = knowledge.campaigns().find(request.campaign());
        if (campaign.isEmpty()) {
            return deny(request, Reason.UNKNOWN_CAMPAIGN);
        }
        try {
            return decide(request, number, campaign.get());
        } catch (LedgerException e) {
            seldom.warn("dial denied", String.valueOf(e.getMessage()));
            return deny(request, Reason.UNAVAILABLE);
        }
    }

    /// Read, judge, append; again until a denial or an append that nobody preceded.
    private Judgement decide(DialRequest request, PhoneNumber number, Campaign campaign) {
        boolean lookedAgain = false;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Facts.Moment moment = moment();
            History seen = ledger.history(number, campaign.offer());
            Facts facts = gatherer.gather(request, number, campaign, seen, moment);
            Verdict verdict = rulebook.judge(facts);
            if (!lookedAgain && restsOnHistory(verdict) && !ledger.isCurrent(seen)) {
                lookedAgain = true;
                meters.count(Meter.RETRIES);
                continue;
            }
            Optional<Answer> answer =
                    switch (verdict) {
                        case Verdict.Allow(Permit permit) ->
                                allow(request, facts, permit, Optional.empty());
                        case Verdict.Deny denial -> refuse(request, facts, denial);
                    };
            if (answer.isPresent()) {
                return new Judgement(moment, Optional.of(number), Optional.of(facts), answer.get());
            }
            meters.count(Meter.RETRIES);
        }
        return deny(request, Reason.UNAVAILABLE);
    }

    /// Whether it denies by what was recorded of the number. An allowance needs no such look: its
    /// append finds out.
    private static boolean restsOnHistory(Verdict verdict) {
        return verdict instanceof Verdict.Deny denial
                && denial.reasons().stream().anyMatch(BY_HISTORY::contains);
    }

    /// Denies, or lets it out all the same where that is rehearsed; empty: somebody else came
    /// first.
    private Optional<Answer> refuse(DialRequest request, Facts facts, Verdict.Deny denial) {
        denial.fault().ifPresent(this::tell);
        Optional<Permit> letOut = rulebook.rehearsal().letOut(facts, denial);
        return letOut.isPresent()
                ? allow(request, facts, letOut.get(), Optional.of(denial))
                : Optional.of(deny(request, Optional.of(facts.number()), denial, facts.moment()));
    }

    /// Records it and lets it out; empty: somebody else came first.
    ///
    /// @param denial what would have been the verdict, when it goes out as a rehearsal
    private Optional<Answer> allow(
            DialRequest request, Facts facts, Permit permit, Optional<Verdict.Deny> denial) {
        Attempt attempt = attempt(request, facts, permit);
        Optional<Denial> would =
                denial.map(it ->
                        denial(
                                request,
                                Optional.of(attempt.number()),
                                it,
                                facts.moment(),
                                Optional.of(attempt.id())));
        if (!append(facts, attempt, would)) {
            return Optional.empty();
        }
        sight.permitted(attempt, Optional.of(request));
        return Optional.of(
                new Answer.Allowed(attempt, permit, denial.map(it -> denied(it, facts.moment()))));
    }

    /// The lease comes before the record, so that an agent never holds two attempts; a lease
    /// without a record is given back. One let out though its agent is busy has no lease: the agent
    /// stays held by the attempt it holds. Neither has one that needs no agent, such as a robot's.
    private boolean append(Facts facts, Attempt attempt, Optional<Denial> denial) {
        boolean mayShare =
                denial.filter(it -> it.reasons().contains(Reason.AGENT_BUSY)).isPresent();
        if (Rulebook.needsAgent(facts) && !leases.take(attempt) && !mayShare) {
            return false;
        }
        boolean appended = false;
        try {
            appended =
                    denial.isPresent()
                            ? ledger.rehearse(facts.history(), attempt, denial.get())
                            : ledger.append(facts.history(), attempt);
            return appended;
        } finally {
            if (!appended) {
                leases.release(attempt);
            }
        }
    }

    /// What becomes of what was allowed.
    public Outcomes outcomes() {
        return outcomes;
    }

    /// How quickly it decides.
    public Pulse pulse() {
        return pulse;
    }

    /// Whether dials of this campaign, as it is asked for, are rehearsed now.
    public boolean rehearses(CampaignId campaign) {
        return rulebook.rehearsal().isOn(knowledge.campaigns().find(campaign));
    }

    /// What rehearses now.
    public Rehearsal.Extent rehearsal() {
        return rulebook.rehearsal().extent(knowledge.campaigns().campaigns().values());
    }

    /// Agents who hold an attempt now, at whichever gate.
    ///
    /// @throws LedgerException when nobody can tell
    public Map<AgentId, AttemptId> leases() {
        return leases.all();
    }

    /// How often agents have given up too soon today; those who never did are left out.
    public Map<AgentId, Integer> breachesToday() {
        return breaches.on(moment().today());
    }

    private Facts.AgentState agentState(DialRequest request) {
        return request.agent()
                .map(agent ->
                        new Facts.AgentState(
                                request.agent(),
                                sight.onLine(request),
                                leases.isBusy(agent),
                                breaches.on(moment().today(), agent)))
                .orElse(Facts.AgentState.NONE);
    }

    private Attempt attempt(DialRequest request, Facts facts, Permit permit) {
        return new Attempt(
                new AttemptId(ids.next(facts.now(), ledger.node())),
                facts.number(),
                facts.campaign().id(),
                facts.campaign().offer(),
                facts.agent().agent(),
                request.kind(),
                permit.callerId(),
                facts.now(),
                permit.timeout(),
                request.uniqueId(),
                basis(facts.moment()));
    }

    /// Denied by number, campaign or the gate's own state alone.
    private Judgement deny(DialRequest request, Reason reason) {
        Optional<PhoneNumber> number =
                plan.read(request.number()) instanceof PhoneNumber valid
                        ? Optional.of(valid)
                        : Optional.empty();
        Facts.Moment moment = moment();
        Answer answer = deny(request, number, Verdict.Deny.of(reason), moment);
        return new Judgement(moment, number, Optional.empty(), answer);
    }

    private Answer deny(
            DialRequest request,
            Optional<PhoneNumber> number,
            Verdict.Deny denial,
            Facts.Moment moment) {
        ledger.record(denial(request, number, denial, moment, Optional.empty()));
        return denied(denial, moment);
    }

    private Denial denial(
            DialRequest request,
            Optional<PhoneNumber> number,
            Verdict.Deny denial,
            Facts.Moment moment,
            Optional<AttemptId> rehearsed) {
        return new Denial(
                moment.now(),
                request.uniqueId(),
                number,
                request.campaign().value(),
                request.agent().map(AgentId::value).orElse(""),
                request.kind(),
                denial.reasons(),
                denial.retryAt(),
                basis(moment),
                rehearsed);
    }

    private static Answer.Denied denied(Verdict.Deny denial, Facts.Moment moment) {
        return new Answer.Denied(
                denial.reasons(), denial.retryAt().map(at -> at.atZone(moment.zone())));
    }

    private void tell(Verdict.Fault fault) {
        meters.count(Meter.RULE_FAULTS, fault.rule());
        LOG.error("dial denied: rule {} failed", fault.rule(), fault.cause());
    }

    private String basis(Facts.Moment moment) {
        return knowledge.versions() + " " + moment.policy().version();
    }

    private Facts.Moment moment() {
        return rulebook.policies().at(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
