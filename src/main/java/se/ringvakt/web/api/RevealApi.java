package se.ringvakt.web.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.site.Site;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Shows the whole number behind a masked one, and puts on the audit log who looked at which.
public final class RevealApi {
    private final Site site;
    private final Map<String, Revealable> kinds;

    /// @param more what else can be revealed, by kind, such as `entry` and `change` of the lists
    public RevealApi(Site site, Decisions decisions, Map<String, Revealable> more) {
        this.site = site;
        this.kinds = new TreeMap<>(more);
        kinds.put(
                "decision",
                id -> DecisionId.read(id).flatMap(decisions::find).flatMap(Decision::number));
        kinds.put("breach", this::attempt);
        kinds.put("debt", this::attempt);
        kinds.put("bypass", this::bypass);
    }

    /// Offers it.
    public void offer(Operations operations) {
        operations.on("reveal", this::reveal);
    }

    /// What is to be revealed.
    private record Wanted(String kind, String id) {}

    private record Revealed(String number) {}

    /// What the audit log is told: enough to know it again, and no number.
    private record Noted(String number) {}

    private Reply reveal(Ask ask) {
        Wanted wanted = ask.body(Wanted.class);
        Revealable kind = kinds.get(wanted.kind());
        if (kind == null) {
            throw Problem.unprocessable(
                    "kind: "
                            + wanted.kind()
                            + " (expected: one of "
                            + String.join(", ", kinds.keySet())
                            + ")");
        }
        PhoneNumber number =
                kind.number(wanted.id())
                        .orElseThrow(() ->
                                Problem.notFound(
                                        wanted.kind() + ": there is no such one with a number"));
        // Before it is given out: what cannot be noted is not shown.
        ask.audit(
                "number.reveal",
                wanted.kind() + " " + wanted.id(),
                Optional.empty(),
                Optional.of(new Noted(number.masked())),
                "");
        return Reply.ok(new Revealed(number.international()));
    }

    private Optional<PhoneNumber> attempt(String id) {
        return whole(id)
                .flatMap(value -> site.records().attempt(new AttemptId(value)))
                .map(Call::attempt)
                .map(attempt -> attempt.number());
    }

    private Optional<PhoneNumber> bypass(String id) {
        return whole(id)
                .flatMap(value -> site.records().bypass(value))
                .flatMap(found -> found.bypass().number());
    }

    private static Optional<Long> whole(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
