package se.ringvakt.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Site;
import se.ringvakt.view.AttemptView.Became;
import se.ringvakt.view.AttemptView.State;
import se.ringvakt.view.AttemptView.TooShort;

/// Turns records of attempts into what is printed. It judges nothing.
///
/// @param spelling how numbers are shown
public record AttemptViews(Site site, Function<PhoneNumber, String> spelling) {

    public AttemptView of(Call call) {
        Attempt attempt = call.attempt();
        ZoneId zone = site.zone();
        return new AttemptView(
                attempt.id().toString(),
                Times.offset(attempt.start(), zone),
                attempt.campaign().value(),
                attempt.offer().map(OfferId::value),
                attempt.agent().map(AgentId::value),
                Words.of(attempt.kind()),
                spelling.apply(attempt.number()),
                attempt.timeout().toMillis(),
                attempt.callerId().international(),
                attempt.uniqueId(),
                attempt.basis(),
                !call.against().isEmpty(),
                call.against().stream().map(Reason::name).toList(),
                call.settled().map(AttemptViews::state).orElseGet(() -> unsettled(attempt)),
                call.silent().map(at -> Times.offset(at, zone)),
                call.settled().map(settled -> became(attempt, settled, zone)));
    }

    private State unsettled(Attempt attempt) {
        Duration longest = site.policies().at(attempt.start()).policy().attemptMax();
        Instant lapses = attempt.start().plus(longest);
        return site.now().isBefore(lapses) ? State.OPEN : State.NEVER_TOLD;
    }

    private static State state(Settled settled) {
        if (settled.counted()) {
            return settled.reached() ? State.COUNTED : State.COUNTED_UNREACHED;
        }
        // Only a permit that was taken back was told of by nobody.
        return settled.sources().isEmpty() ? State.WITHDRAWN : State.RELEASED;
    }

    private static Became became(Attempt attempt, Settled settled, ZoneId zone) {
        return new Became(
                Times.offset(settled.end(), zone),
                settled.status(),
                settled.rang().map(Duration::toMillis),
                settled.breach().map(breach -> tooShort(attempt, breach)),
                Words.of(settled.answer()),
                settled.talk().map(Duration::toMillis),
                boxed(settled.metMillis()),
                settled.endedBy().map(Words::of),
                settled.sources().stream().sorted().map(Words::of).toList());
    }

    private static TooShort tooShort(Attempt attempt, Breach breach) {
        return new TooShort(
                breach.name(),
                breach == Breach.RING_TOO_SHORT
                        ? attempt.agent().map(AgentId::value)
                        : Optional.empty(),
                attempt.campaign().value());
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
