package se.ringvakt.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.hook.Event;
import se.ringvakt.hook.HookEvents;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.report.Decision;
import se.ringvakt.web.api.Now.RegisterCard;

/// Makes webhooks' events of incidents. Files that a register refuses are told by who takes them.
public final class HookIncidents implements Incidents {
    private final HookEvents events;
    private final BooleanSupplier wanted;
    private final Supplier<Campaigns> campaigns;
    private final InstantSource clock;

    /// @param wanted whether there is any hook to tell; asked several times a second
    /// @param campaigns as they stand in memory
    public HookIncidents(
            HookEvents events,
            BooleanSupplier wanted,
            Supplier<Campaigns> campaigns,
            InstantSource clock) {
        this.events = events;
        this.wanted = wanted;
        this.campaigns = campaigns;
        this.clock = clock;
    }

    @Override
    public boolean wanted() {
        return wanted.getAsBoolean();
    }

    @Override
    public void blocked(Decision decision) {
        events.publish(
                new Event.Blocked(
                        decision.at(),
                        decision.number(),
                        decision.campaign(),
                        CampaignNames.masked(decision.campaign(), campaigns.get()),
                        decision.agent(),
                        decision.reasons(),
                        decision.retryAt(),
                        decision.rehearsed().isPresent()));
    }

    @Override
    public void breach(Attempt attempt, Outcome outcome) {
        Optional<Outcome.Breach> against = outcome.breach();
        if (against.isPresent()) {
            events.publish(
                    new Event.Breach(
                            outcome.end(),
                            attempt.id(),
                            attempt.number(),
                            attempt.campaign().value(),
                            agent(attempt),
                            outcome.rang().orElse(Duration.ZERO),
                            against.get()));
        }
    }

    @Override
    public void silent(Attempt attempt, Instant at) {
        events.publish(
                new Event.SilentCall(
                        at,
                        attempt.id(),
                        attempt.number(),
                        attempt.campaign().value(),
                        agent(attempt)));
    }

    @Override
    public void bypass(Bypass bypass) {
        events.publish(
                new Event.Bypass(
                        bypass.at(), bypass.switchName(), bypass.number(), bypass.hungUp()));
    }

    @Override
    public void alarm(Alarm alarm) {
        switch (alarm.code()) {
            case NOT_READY ->
                    events.publish(new Event.GateNotReady(clock.instant(), alarm.checks()));
            case REGISTER_STALE, REGISTER_SOON ->
                    alarm.register().ifPresent(card -> events.publish(stale(card)));
            default -> {
                // Shown, and nothing that webhooks tell of.
            }
        }
    }

    @Override
    public void over(Alarm alarm) {
        if (alarm.code() == Alarm.Code.NOT_READY) {
            events.publish(new Event.GateReady(clock.instant()));
        }
    }

    private Event stale(RegisterCard card) {
        return new Event.RegisterStale(
                clock.instant(),
                card.name(),
                card.version().orElse(""),
                card.usableUntil(),
                card.daysLeft().orElse(0L));
    }

    private static String agent(Attempt attempt) {
        return attempt.agent().map(AgentId::value).orElse("");
    }
}
