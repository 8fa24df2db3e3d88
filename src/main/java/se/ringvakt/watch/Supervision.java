package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Outcomes;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Supervision of live calls on all switches: [Watch] keeps what events tell, and what follows from
/// it is put on record here, off the threads that bring the events.
///
/// The gate is built with [#sight], and then [#start] joins the two. What cannot be written is
/// tried again for ten minutes; meanwhile events and decisions go on.
public final class Supervision implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
    private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
    private static final int TRIES_MOST = 600;

    /// Seven digits or more, but for a channel's serial, which follows a hyphen.
    private static final Pattern NUMBERS = Pattern.compile("(?<![-0-9a-f])([0-9]{3,})[0-9]{4}");

    private final WatchSettings settings;
    private final NumberPlan plan;
    private final Watch watch;
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("watch").daemon().factory());
    private volatile List<SwitchLink> links = List.of();
    private volatile Consumer<Bypass> bypasses = _ -> {};
    private final Map<String, SwitchState> switches = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /// Makes connections to switches.
    @FunctionalInterface
    public interface Linker {
        /// Begins to listen. Returns at once.
        SwitchLink start(SwitchSettings settings, Consumer<SwitchEvent> events);
    }

    public Supervision(WatchSettings settings, NumberPlan plan, InstantSource clock) {
        this.settings = settings;
        this.plan = plan;
        this.clock = clock;
        this.watch = new Watch(settings, plan, clock, this::after);
    }

    /// What the gate may ask.
    public Sight sight() {
        return settings.switches().isEmpty() ? Sight.NONE : watch;
    }

    /// Who is told of dials past the gate from now on, at once; must be quick and never throw.
    public void tell(Consumer<Bypass> who) {
        bypasses = who;
    }

    /// The watched switches, in the order of the settings; none: nobody watches, or [#start] is
    /// still to come.
    public List<SwitchState> switches() {
        return settings.switches().stream()
                .map(each -> switches.get(each.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /// Whether there is any switch to watch.
    public boolean isOn() {
        return !settings.switches().isEmpty();
    }

    /// Who is on the line; empty: no switch tells.
    public Optional<Presence> presence() {
        return watch.presence();
    }

    /// Connects to the switches; from now on findings are put on record.
    public void start(Gate gate, Ledger ledger, Meters meters, Linker linker) {
        if (settings.switches().isEmpty()) {
            LOG.warn(
                    "no switch is watched: silent calls, dials past the gate and agents who are"
                            + " away are not seen (setting watch.switches)");
            return;
        }
        // Whoever watches how these grow must see them before the first.
        settings.switches().forEach(each -> meters.counter(Meter.BYPASSES, each.name()));
        if (ledger.isShared()) {
            settings.switches().forEach(each -> meters.counter(Meter.DOUBTS, each.name()));
        }
        watch.tell(new OnRecord(gate.outcomes(), ledger, meters));
        settings.switches().forEach(each -> note(each.name(), false));
        links =
                settings.switches().stream()
                        .map(each -> linker.start(each, event -> on(each.name(), event)))
                        .toList();
    }

    private void on(String switchName, SwitchEvent event) {
        switch (event) {
            case SwitchEvent.Connected _ -> note(switchName, true);
            case SwitchEvent.Disconnected _ -> note(switchName, false);
            default -> {
                // Of what happens on a switch, the watch keeps account.
            }
        }
        watch.on(switchName, event);
    }

    /// A switch that stays as it is keeps its time.
    private void note(String switchName, boolean up) {
        SwitchState now = new SwitchState(switchName, up, clock.instant());
        switches.merge(switchName, now, (before, after) -> before.up() == up ? before : after);
    }

    /// Lets the switches go; what is being written is finished.
    @Override
    public void close() {
        links.forEach(SwitchLink::close);
        timers.shutdownNow();
        work.close();
    }

    private void after(Duration wait, Runnable what) {
        try {
            var _ = timers.schedule(() -> submit(what), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not done any more, since the gate is closing", e);
        }
    }

    private void submit(Runnable what) {
        try {
            work.execute(what);
        } catch (RejectedExecutionException e) {
            LOG.debug("not done any more, since the gate is closing", e);
        }
    }

    /// Puts findings on record.
    private final class OnRecord implements Findings {
        private final Outcomes outcomes;
        private final Ledger ledger;
        private final Meters meters;

        OnRecord(Outcomes outcomes, Ledger ledger, Meters meters) {
            this.outcomes = outcomes;
            this.ledger = ledger;
            this.meters = meters;
        }

        @Override
        public Duration silentAfter(Attempt attempt) {
            return outcomes.silentAfter(attempt);
        }

        @Override
        public void meeting(Attempt attempt, Talk talk, Instant at) {
            write("meeting of attempt " + attempt.id(), () -> outcomes.meeting(attempt, talk, at));
        }

        @Override
        public void agentGone(Attempt attempt, String why) {
            meters.count(Meter.LEASES, why);
            write("agent of attempt " + attempt.id(), () -> outcomes.agentGone(attempt));
        }

        @Override
        public void seen(OutcomeReport report) {
            write("outcome of attempt " + report.attempt(), () -> outcomes.told(report));
        }

        @Override
        public void bypassed(Bypass bypass, Channel callee) {
            meters.count(Meter.BYPASSES, bypass.switchName());
            LOG.error(
                    "dial past the gate on {}: channel {} at {} dials {}{}",
                    bypass.switchName(),
                    masked(bypass.channel()),
                    masked(bypass.place()),
                    bypass.number().map(Object::toString).orElse("no number"),
                    bypass.hungUp() ? "; hung up" : "");
            if (bypass.hungUp()) {
                links.stream()
                        .filter(link -> link.name().equals(bypass.switchName()))
                        .forEach(link -> link.hangUp(callee.id()));
            }
            write("dial past the gate", () -> ledger.record(bypass));
            bypasses.accept(bypass);
        }

        @Override
        public boolean hasOthers() {
            return ledger.isShared();
        }

        @Override
        public void askOthers(Doubt doubt, Permits told) {
            submit(() -> askOthers(doubt, told, 1));
        }

        private void askOthers(Doubt doubt, Permits told, int tried) {
            List<Attempt> permits;
            try {
                permits = permits(doubt);
            } catch (LedgerException e) {
                stillInDoubt(doubt, told, tried, e);
                return;
            }
            told.are(permits);
        }

        /// By the number that is dialled, as the plan reads it. A trunk may want digits of its own
        /// before it, and then that is another number: before a dial is said to have no permit,
        /// everything is looked at that its channel was permitted.
        private List<Attempt> permits(Doubt doubt) {
            List<Attempt> permits = List.of();
            Optional<PhoneNumber> number = doubt.target().number(plan);
            if (number.isPresent()) {
                permits = ledger.permitted(doubt.asking(), number, doubt.since());
            }
            return permits.isEmpty()
                    ? ledger.permitted(doubt.asking(), Optional.empty(), doubt.since())
                    : permits;
        }

        private void stillInDoubt(Doubt doubt, Permits told, int tried, LedgerException why) {
            if (tried >= TRIES_MOST) {
                LOG.error(
                        "dial on {} by channel {}: never known whether another gate permitted it:"
                                + " {}",
                        doubt.switchName(),
                        doubt.asking(),
                        why.getMessage());
                told.neverKnown();
                return;
            }
            if (tried == 1) {
                meters.count(Meter.DOUBTS, doubt.switchName());
                LOG.warn(
                        "dial on {} by channel {}: not known yet whether another gate permitted"
                                + " it, not hung up: {}",
                        doubt.switchName(),
                        doubt.asking(),
                        why.getMessage());
            }
            after(RETRY_EVERY, () -> askOthers(doubt, told, tried + 1));
        }

        /// An extension is often the number that was dialled.
        private static String masked(String text) {
            return NUMBERS.matcher(text).replaceAll("$1xxxx");
        }

        private void write(String what, Runnable how) {
            submit(() -> attempt(what, how, 1));
        }

        private void attempt(String what, Runnable how, int tried) {
            try {
                how.run();
            } catch (LedgerException e) {
                if (tried >= TRIES_MOST) {
                    LOG.error("{}: lost: {}", what, e.getMessage());
                    return;
                }
                if (tried == 1) {
                    LOG.warn("{}: not recorded yet: {}", what, e.getMessage());
                }
                after(RETRY_EVERY, () -> attempt(what, how, tried + 1));
            }
        }
    }
}
