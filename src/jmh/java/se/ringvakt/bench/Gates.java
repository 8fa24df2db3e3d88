package se.ringvakt.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Sight;
import se.ringvakt.gate.SyntheticKnowledge;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Rulebook;

/// Gates of one contact centre, asked in turn: each dial to a number never called, by an agent that
/// is free, and what became of it.
final class Gates {
    private static final Policies SWEDEN = PolicyReader.builtIn("sweden");
    private static final int ALL_NUMBERS = 10_000_000;

    private final List<Gate> gates = new ArrayList<>();
    private final InstantSource clock;
    private final AtomicInteger dials = new AtomicInteger();

    Gates(List<? extends Ledger> ledgers, Knowledge knowledge, InstantSource clock) {
        this.clock = clock;
        for (Ledger ledger : ledgers) {
            gates.add(
                    new Gate(
                            new NumberPlan(SWEDEN.numbering(), NumberPlan.Settings.USUAL),
                            knowledge,
                            ledger,
                            Rulebook.of(SWEDEN),
                            clock,
                            Sight.NONE,
                            new Meters(new SimpleMeterRegistry())));
        }
    }

    int size() {
        return gates.size();
    }

    /// A permit, and the gate that gave it.
    record Permitted(Gate gate, Attempt attempt) {}

    /// Empty: it was denied, as when the ledger could not keep up.
    Optional<Permitted> dial() {
        int count = dials.getAndIncrement();
        Gate gate = gates.get(count % gates.size());
        return gate.decide(request(count)) instanceof Answer.Allowed allowed
                ? Optional.of(new Permitted(gate, allowed.attempt()))
                : Optional.empty();
    }

    /// One in three was answered, the others rang until the end.
    void tell(Permitted permitted) {
        boolean answered = permitted.attempt.id().value() % 3 == 0;
        permitted
                .gate
                .outcomes()
                .told(
                        new OutcomeReport(
                                permitted.attempt.id(),
                                clock.instant(),
                                EnumSet.of(Source.HANDLER),
                                answered ? "ANSWER" : "NOANSWER",
                                OptionalInt.of(answered ? 16 : 19),
                                new Dialling(
                                        OptionalLong.of(2_000),
                                        OptionalLong.empty(),
                                        Optional.of(permitted.attempt.start()),
                                        Optional.of(permitted.attempt.start().plusSeconds(46))),
                                answered
                                        ? new Talk(
                                                OptionalLong.of(30_000),
                                                Optional.of(true),
                                                OptionalLong.of(100))
                                        : Talk.UNKNOWN,
                                Optional.empty()));
    }

    private static DialRequest request(int count) {
        return new DialRequest(
                "0" + (790_000_000 + count % ALL_NUMBERS),
                SyntheticKnowledge.CAMPAIGN,
                Optional.of(new AgentId("a" + count)),
                Kind.MANUAL,
                60,
                Optional.empty(),
                false,
                Optional.of("PJSIP/agent" + count % 10_000),
                "PJSIP/agent" + count % 10_000 + "-00000012",
                "1795400000." + count);
    }
}
