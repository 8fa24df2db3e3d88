package se.ringvakt.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.OptOuts;
import se.ringvakt.gate.OptOuts.Way;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptViews;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// What becomes of what [DialApi] allowed: its outcome, its withdrawal, and "do not call me again".
public final class AttemptApi {
    private final Site site;
    private final Gate gate;
    private final OptOuts optOuts;
    private final AttemptViews views;

    public AttemptApi(Site site, Gate gate, OptOuts optOuts) {
        this.site = site;
        this.gate = gate;
        this.optOuts = optOuts;
        this.views = new AttemptViews(site, PhoneNumber::masked);
    }

    /// Offers `attempt`, `listAttempts`, `outcome`, `withdrawAttempt` and `optOut`.
    public void offer(Operations operations) {
        operations
                .on("attempt", ask -> Reply.ok(views.of(known(ask))))
                .on("listAttempts", this::open)
                .on("outcome", this::outcome)
                .on("withdrawAttempt", this::withdraw)
                .on("optOut", this::optOut);
    }

    private record Told(
            String status,
            Optional<Long> ringMillis,
            Optional<Long> progressMillis,
            Optional<Long> answeredMillis,
            Optional<Boolean> met,
            Optional<Long> metMillis,
            Optional<Integer> cause,
            Optional<String> endedBy,
            Optional<String> started,
            Optional<String> ended) {}

    private record OptingOut(
            Optional<String> attempt, Optional<String> number, Optional<String> campaign) {}

    private record Recorded(boolean recorded) {}

    /// Open attempts of this unique id: what was allowed by an answer that got lost.
    private Reply open(Ask ask) {
        String uniqueId =
                ask.query("uniqueId")
                        .orElseThrow(() -> Mistyped.of("uniqueId", "missing", "the dial's own"));
        List<AttemptView> found =
                site.ledger().open().stream()
                        .filter(attempt -> attempt.uniqueId().equals(uniqueId))
                        .map(Attempt::id)
                        .flatMap(id -> site.records().attempt(id).stream())
                        .map(views::of)
                        .toList();
        return Reply.ok(new ListPage<>(found, Optional.empty()));
    }

    private Reply outcome(Ask ask) {
        AttemptId id = known(ask).attempt().id();
        gate.outcomes().told(report(id, ask.body(Told.class)));
        return Reply.ok(views.of(known(ask)));
    }

    private OutcomeReport report(AttemptId id, Told told) {
        return new OutcomeReport(
                id,
                site.now(),
                Set.of(Source.HANDLER),
                told.status(),
                told.cause().map(OptionalInt::of).orElse(OptionalInt.empty()),
                new Dialling(
                        number(told.ringMillis()),
                        number(told.progressMillis()),
                        told.started().map(text -> instant("started", text)),
                        told.ended().map(text -> instant("ended", text))),
                new Talk(number(told.answeredMillis()), told.met(), number(told.metMillis())),
                told.endedBy().flatMap(EndedBy::named));
    }

    /// Takes back a permit by which nothing was dialled. Only who knows the dial's own name may,
    /// and only while nobody has told or seen anything of it.
    private Reply withdraw(Ask ask) {
        Call call = known(ask);
        Attempt attempt = call.attempt();
        if (!ask.query("uniqueId").equals(Optional.of(attempt.uniqueId()))) {
            throw Problem.conflict("uniqueId: not that of the attempt (expected: the dial's own)");
        }
        AttemptView before = views.of(call);
        if (before.state() == AttemptView.State.WITHDRAWN) {
            return Reply.noContent();
        }
        if (before.state() != AttemptView.State.OPEN || call.silent().isPresent()) {
            throw Problem.conflict(
                    "attempt: "
                            + before.state().words()
                            + " (expected: open, and nothing told of it)");
        }
        gate.outcomes().withdraw(attempt);
        ask.audit(
                "attempt.withdraw",
                before.attempt(),
                Optional.of(before),
                site.records().attempt(attempt.id()).map(views::of),
                "");
        return Reply.noContent();
    }

    private Reply optOut(Ask ask) {
        OptingOut body = ask.body(OptingOut.class);
        Optional<String> refusal;
        if (body.attempt().isPresent()) {
            if (body.number().isPresent() || body.campaign().isPresent()) {
                throw Mistyped.of("attempt", "with others", "it alone, or number and campaign");
            }
            refusal = optOuts.optOut(attemptId(body.attempt().get()), Way.OTHER);
        } else {
            refusal =
                    optOuts.optOut(
                            given("number", body.number()),
                            new CampaignId(given("campaign", body.campaign())),
                            Way.OTHER);
        }
        refusal.ifPresent(why -> {
            throw Problem.unprocessable(why);
        });
        ask.audit("opt-out", subject(body), Optional.empty(), Optional.empty(), "");
        return Reply.ok(new Recorded(true));
    }

    private String subject(OptingOut body) {
        return body.attempt().map(id -> "attempt " + id).orElseGet(() -> masked(body));
    }

    /// The block that follows has the whole number.
    private String masked(OptingOut body) {
        return Typed.number(body.number().orElse(""), site.plan()).masked();
    }

    private static String given(String key, Optional<String> value) {
        return value.orElseThrow(
                () -> Mistyped.of(key, "missing", "number and campaign, or an attempt"));
    }

    private static AttemptId attemptId(String text) {
        try {
            return new AttemptId(Long.parseUnsignedLong(text));
        } catch (NumberFormatException _) {
            throw Mistyped.of("attempt", Asked.shown(text), "its id, a number");
        }
    }

    private Call known(Ask ask) {
        AttemptId id = new AttemptId(Asked.id(ask, "attempt"));
        return site.records()
                .attempt(id)
                .orElseThrow(
                        () -> Problem.notFound("attempt: " + id + " (expected: one on record)"));
    }

    private static OptionalLong number(Optional<Long> told) {
        return told.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private Instant instant(String key, String text) {
        try {
            return Times.read(text, site.zone());
        } catch (DateTimeException e) {
            throw Mistyped.of(key, e);
        }
    }
}
