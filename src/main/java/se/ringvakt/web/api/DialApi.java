package se.ringvakt.web.api;

import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Notice;
import se.ringvakt.rule.ObjectionStep;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// Asks the gate for diallers that are not Asterisk, as `agi://gate/dial` does: what it allows is
/// on record when the answer is given.
///
/// A dial is not in the audit log; the ledger is its record. When the answer is lost, the same
/// `Idempotency-Key` gets it again; without one, the attempt is found by the dialler's own
/// `uniqueId` ([AttemptApi]). Asking anew never counts twice: an open attempt denies it.
public final class DialApi {
    private final Gate gate;
    private final Knowledge knowledge;
    private final Site site;

    /// @param knowledge the gate's own
    public DialApi(Site site, Gate gate, Knowledge knowledge) {
        this.site = site;
        this.gate = gate;
        this.knowledge = knowledge;
    }

    /// Offers `dial`.
    public void offer(Operations operations) {
        operations.on("dial", this::dial);
    }

    private record Body(
            String number,
            String campaign,
            Optional<String> agent,
            Optional<String> kind,
            Optional<Integer> timeout,
            Optional<String> callerId,
            Optional<Boolean> withheld,
            Optional<String> line,
            String uniqueId) {

        DialRequest request() {
            return new DialRequest(
                    number,
                    new CampaignId(name("campaign", campaign)),
                    agent.map(id -> new AgentId(name("agent", id))),
                    Typed.kind(kind.orElse("")),
                    Typed.timeoutSeconds(timeout.orElse(0)),
                    callerId,
                    withheld.orElse(false),
                    line.map(text -> name("line", text)),
                    "",
                    name("uniqueId", uniqueId));
        }
    }

    /// The answer.
    ///
    /// @param verdict ALLOW or DENY
    /// @param reason why it is denied, or EMERGENCY
    /// @param reasons all of them, that one first
    /// @param retryAt when it would be allowed, if anyone can know
    /// @param timeout how many seconds to dial at most
    /// @param attempt what to report the outcome of
    /// @param notice SILENT_CALL_PRECEDED: begin with why nobody was there before; REHEARSAL: the
    ///   reasons of an allowed dial would have denied it; both, with `&` between
    /// @param callerId the number to show
    /// @param number the one to dial
    /// @param deadline no phone may ring after this
    /// @param objection what to offer by key at the end: block or register
    private record Told(
            String verdict,
            Optional<String> reason,
            List<String> reasons,
            Optional<OffsetDateTime> retryAt,
            Optional<Long> timeout,
            Optional<String> attempt,
            Optional<String> notice,
            Optional<String> callerId,
            Optional<String> number,
            Optional<OffsetDateTime> deadline,
            Optional<String> principalName,
            Optional<String> addressSource,
            Optional<String> callPurpose,
            Optional<String> objection) {

        static List<String> codes(Answer.Denied denied) {
            return denied.reasons().stream().map(Reason::name).toList();
        }

        static Told denied(Answer.Denied denied, Optional<String> notice) {
            return of(
                    "DENY",
                    codes(denied),
                    denied.retryAt().map(ZonedDateTime::toOffsetDateTime),
                    notice,
                    Optional.empty());
        }

        static Told emergency(Answer.Emergency emergency) {
            String digits = Integer.toString(emergency.number().digits());
            return of(
                    "ALLOW",
                    List.of("EMERGENCY"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(digits));
        }

        private static Told of(
                String verdict,
                List<String> reasons,
                Optional<OffsetDateTime> retryAt,
                Optional<String> notice,
                Optional<String> number) {
            return new Told(
                    verdict,
                    reasons.stream().findFirst(),
                    reasons,
                    retryAt,
                    Optional.empty(),
                    Optional.empty(),
                    notice,
                    Optional.empty(),
                    number,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private Reply dial(Ask ask) {
        DialRequest request = ask.body(Body.class).request();
        Answer answer = gate.decide(request);
        Optional<String> notice = notice(answer, gate.rehearses(request.campaign()));
        return Reply.ok(
                switch (answer) {
                    case Answer.Allowed allowed -> allowed(allowed, notice);
                    case Answer.Emergency emergency -> Told.emergency(emergency);
                    case Answer.Denied denied -> Told.denied(denied, notice);
                });
    }

    private static Optional<String> notice(Answer answer, boolean rehearses) {
        return Optional.of(
                        Notice.of(answer, rehearses).stream()
                                .map(Notice::name)
                                .collect(Collectors.joining("&")))
                .filter(words -> !words.isEmpty());
    }

    private Told allowed(Answer.Allowed allowed, Optional<String> notice) {
        Optional<Campaign> campaign = knowledge.campaigns().find(allowed.attempt().campaign());
        return new Told(
                "ALLOW",
                Optional.empty(),
                allowed.rehearsed().map(Told::codes).orElse(List.of()),
                allowed.rehearsed()
                        .flatMap(Answer.Denied::retryAt)
                        .map(ZonedDateTime::toOffsetDateTime),
                Optional.of(allowed.permit().timeout().toSeconds()),
                Optional.of(allowed.attempt().id().toString()),
                notice,
                Optional.of(allowed.permit().callerId()).map(PhoneNumber::international),
                Optional.of(allowed.attempt().number()).map(PhoneNumber::international),
                Optional.of(Times.offset(allowed.permit().closing(), site.zone())),
                campaign.map(it -> it.principal().name()),
                campaign.flatMap(it -> it.script().addressSource()),
                campaign.map(Campaign::about),
                objection(allowed.permit().objectionStep()));
    }

    private static Optional<String> objection(ObjectionStep step) {
        return step == ObjectionStep.NONE
                ? Optional.empty()
                : Optional.of(step.name().toLowerCase(Locale.ROOT));
    }

    /// A name from outside, as the gate takes them from a switch.
    static String name(String key, String text) {
        if (!DialRequest.isName(text)) {
            throw Mistyped.of(
                    key, "unusable", "at most " + DialRequest.NAME_MOST + " printable characters");
        }
        return text;
    }
}
