package se.ringvakt.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.ringvakt.lab.LedgerFile.Attempt;
import se.ringvakt.lab.LedgerFile.Denial;

/// A call that was placed: what its phone heard, what the carriers got, what the ledger holds.
final class Call {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Dial dial;
    private final Asked asked;
    private final Instant begun;
    private final Programs.Running program;
    private @Nullable Heard heard;

    Call(Lab lab, Dial dial, Asked asked, Instant begun, Programs.Running program) {
        this.lab = lab;
        this.dial = dial;
        this.asked = asked;
        this.begun = begun;
        this.program = program;
    }

    Dial dial() {
        return dial;
    }

    Asked asked() {
        return asked;
    }

    /// Waits until the call is over, and returns what the phone heard. Only phones that dial hear
    /// anything; of the others the end of the call's placing is waited for.
    synchronized Heard heard() {
        if (heard == null) {
            Programs.Result result = program.result();
            if (result.exit() != 0 && result.exit() != 10 && result.exit() != 11) {
                throw new AssertionError(dial + ": " + result);
            }
            heard = Heard.parse(dial.isFromPhone() ? result.lines() : List.of());
        }
        return heard;
    }

    /// The same for a table: without waiting, and whatever became of it.
    String heardSoFar() {
        return program.process().isAlive()
                ? "still under way"
                : Heard.parse(dial.isFromPhone() ? program.result().lines() : List.of()).toString();
    }

    Instant begun() {
        return begun;
    }

    void end() {
        program.end();
    }

    /// INVITEs with this call's number since it was placed.
    List<Invite> invites() {
        return lab.invites(dial.wire()).stream().filter(i -> !i.at().isBefore(begun)).toList();
    }

    /// The trunks these went to, in order.
    List<String> trunks() {
        return invites().stream().map(Invite::trunk).toList();
    }

    List<String> awaitTrunks(String... expected) {
        List<String> trunks = List.of(expected);
        await().atMost(PATIENCE).until(() -> trunks().size() >= trunks.size());
        return trunks();
    }

    /// Waits for the record of an allowance.
    Attempt attempt() {
        return awaitAttempt(_ -> true);
    }

    /// Waits for the record of what became of it.
    Attempt settled() {
        return awaitAttempt(attempt -> attempt.outcome().isPresent());
    }

    boolean settledYet() {
        return attempts().stream().anyMatch(attempt -> attempt.outcome().isPresent());
    }

    private Attempt awaitAttempt(Predicate<Attempt> wanted) {
        return await("attempt of " + dial)
                .atMost(PATIENCE)
                .until(() -> attempts().stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// Waits for the record of a denial, and returns its reasons, joined by &amp;.
    String reasons() {
        return await("denial of " + dial)
                .atMost(PATIENCE)
                .until(() -> denials().stream().findFirst(), Optional::isPresent)
                .orElseThrow()
                .reasons();
    }

    List<Attempt> attempts() {
        return asked.ledger()
                .map(file -> file.attempts(dial.campaign(), dial.agentHeard()))
                .orElse(List.of());
    }

    List<Denial> denials() {
        return asked.ledger()
                .map(file -> file.denials(dial.campaign(), dial.agentHeard()))
                .orElse(List.of());
    }
}
