package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.watch.Boards.Board;
import se.ringvakt.watch.Findings.Doubt;
import se.ringvakt.watch.Findings.Permits;
import se.ringvakt.watch.Happenings.Timer;
import se.ringvakt.watch.SwitchEvent.DialBegan;

/// Dials that this gate has not permitted. Where it is alone, they went past it. Where gates share
/// a ledger another may have permitted them: the ledger is asked, and meanwhile the call is watched
/// like any other. For one thread at a time.
///
/// Nothing is hung up that is not surely without a permit. While the ledger is away, nobody can
/// say: the gate that is cut off denies whatever it is asked, so a call that dials all the same has
/// mostly another gate's permit, and to end a lawful call harms both who talk. One that had none is
/// told as such as soon as the ledger answers.
final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

    /// Who has a permit dials within seconds; the rest is for gates' clocks that differ.
    private static final Duration PERMIT_AGE = Duration.ofMinutes(10);

    private final WatchSettings settings;
    private final NumberPlan plan;
    private final Calls calls;
    private final Supplier<Findings> findings;
    private final Timer timer;
    private final Adopter adopter;

    /// What is to be done with a call that turns out to have another gate's permit.
    @FunctionalInterface
    interface Adopter {
        void adopted(Board board, LiveCall call, List<Runnable> found);
    }

    Doubts(
            WatchSettings settings,
            NumberPlan plan,
            Calls calls,
            Supplier<Findings> findings,
            Timer timer,
            Adopter adopter) {
        this.settings = settings;
        this.plan = plan;
        this.calls = calls;
        this.findings = findings;
        this.timer = timer;
        this.adopter = adopter;
    }

    /// A dial, as it will be told if nobody has permitted it.
    private record Dialled(Board board, DialBegan dial, Target target, Instant at) {}

    /// Takes over a dial that this gate has not permitted.
    void began(Board board, DialBegan dial, Target target, Instant at, List<Runnable> found) {
        Dialled dialled = new Dialled(board, dial, target, at);
        if (dial.caller().isPresent() && findings.get().hasOthers()) {
            ask(dialled, dial.caller().get().id(), found);
        } else {
            bypassed(dialled, true, found);
        }
    }

    /// The call of the same channel to the same number that is still in doubt, and whose first
    /// trunk failed.
    Optional<LiveCall> again(DialBegan dial, Target target) {
        return dial.caller().stream()
                .flatMap(caller -> calls.unknown(caller.id()).stream())
                .filter(call -> !call.isOver() && call.mayDial() && call.dials(target, plan))
                .findFirst();
    }

    private void ask(Dialled dialled, String asking, List<Runnable> found) {
        LiveCall call = LiveCall.unknown(asking, dialled.target());
        calls.addUnknown(call);
        calls.dialled(call, dialled.dial().at(), dialled.dial().callee().id());
        Doubt doubt =
                new Doubt(
                        dialled.board().name(),
                        asking,
                        dialled.target(),
                        dialled.at().minus(PERMIT_AGE));
        found.add(() -> findings.get().askOthers(doubt, new Told(dialled, call)));
    }

    /// Comes back to a call once it is known by whose permit it dials.
    private final class Told implements Permits {
        private final Dialled dialled;
        private final LiveCall call;

        Told(Dialled dialled, LiveCall call) {
            this.dialled = dialled;
            this.call = call;
        }

        @Override
        public void are(List<Attempt> permits) {
            later(found -> known(dialled, call, permits, found));
        }

        @Override
        public void neverKnown() {
            later(_ -> calls.forget(call));
        }

        private void later(Consumer<List<Runnable>> what) {
            timer.after(Duration.ZERO, what);
        }
    }

    private void known(
            Dialled dialled, LiveCall call, List<Attempt> permits, List<Runnable> found) {
        Optional<Attempt> permit =
                permits.stream()
                        .filter(each -> dialled.target().dials(each.number(), plan))
                        .filter(each -> !calls.isUsed(each))
                        .findFirst();
        if (permit.isEmpty()) {
            calls.forget(call);
            bypassed(dialled, call.isDialling(), found);
            return;
        }
        LOG.debug("attempt {} has the permit of another gate", permit.get().id());
        call.knownAs(permit.get(), found);
        calls.add(call);
        adopter.adopted(dialled.board(), call, found);
    }

    /// @param isDialling whether there is anything to hang up yet: to end a talk undoes nothing
    private void bypassed(Dialled dialled, boolean isDialling, List<Runnable> found) {
        DialBegan dial = dialled.dial();
        Channel caller = dial.caller().orElse(dial.callee());
        Bypass bypass =
                new Bypass(
                        dialled.at(),
                        dialled.board().name(),
                        caller.name(),
                        dial.dialled(),
                        dialled.target().number(plan),
                        caller.place().toString(),
                        isDialling
                                && settings.hangUpBypasses()
                                && dialled.target().isSurelyOrdinary(plan));
        found.add(() -> findings.get().bypassed(bypass, dial.callee()));
    }
}
