package se.ringvakt.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.History;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.evidence.FactsWriter;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Testimony;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Witness.Decided;
import se.ringvakt.rule.ExemptionUsed;
import se.ringvakt.rule.Facts;

/// A decision as it stands on record.
record DecisionTold(Decided decided) implements Testimony {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// What a switch may name is bounded where it comes in; this is for whoever forgets.
    private static final int TEXT_MOST = 100;

    @Override
    public Kind kind() {
        return Kind.DECISION;
    }

    @Override
    public Instant at() {
        return decided.moment().now();
    }

    @Override
    public void tell(FactsWriter facts) {
        DialRequest request = decided.request();
        Optional<Campaign> campaign = decided.facts().map(Facts::campaign);
        verdict(facts);
        facts.personal("number", decided.number().map(DecisionTold::digits))
                .personal("agent", request.agent().map(AgentId::value).map(DecisionTold::cut))
                .put("campaign", cut(request.campaign().value()))
                .put("principal", campaign.map(each -> each.principal().id().value()))
                .put("offer", campaign.flatMap(Campaign::offer).map(OfferId::value))
                .put("dialKind", word(request.kind()))
                .put("callerId", callerId())
                .put("timeoutSeconds", timeout().toSeconds())
                .personal("channel", named(request.channel()))
                .personal("uniqueId", named(request.uniqueId()))
                .put("registers", registers())
                .put("policy", decided.moment().policy().version())
                .put("history", history())
                .put("exemption", exemption())
                .clock()
                .put("latencyMicros", TimeUnit.NANOSECONDS.toMicros(decided.nanos()))
                .put("mode", "enforce");
    }

    private void verdict(FactsWriter facts) {
        switch (decided.answer()) {
            case Answer.Allowed allowed ->
                    facts.put("verdict", "ALLOW")
                            .put("reasons", List.of())
                            .put("retryAt", Optional.empty())
                            .put("attempt", allowed.attempt().id().toString());
            case Answer.Denied denied -> {
                facts.put("verdict", "DENY")
                        .put("reasons", denied.reasons().stream().map(Enum::name).toList());
                denied.retryAt()
                        .ifPresentOrElse(
                                at -> facts.put("retryAt", at.toInstant()),
                                () -> facts.put("retryAt", Optional.empty()));
                facts.put("attempt", Optional.empty());
            }
            case Answer.Emergency _ ->
                    throw new IllegalArgumentException("emergency number: never on record");
        }
    }

    private Optional<Attempt> attempt() {
        return decided.answer() instanceof Answer.Allowed allowed
                ? Optional.of(allowed.attempt())
                : Optional.empty();
    }

    /// What was shown; of a denial, what was asked for.
    private Optional<String> callerId() {
        return attempt()
                .map(attempt -> digits(attempt.callerId()))
                .or(() -> decided.request().callerId().map(DecisionTold::cut));
    }

    private Duration timeout() {
        return attempt()
                .map(Attempt::timeout)
                .orElse(Duration.ofSeconds(decided.request().timeoutSeconds()));
    }

    private ArrayNode registers() {
        ArrayNode all = JSON.arrayNode();
        decided.facts()
                .map(Facts::registers)
                .orElse(List.of())
                .forEach(each -> all.add(register(each)));
        return all;
    }

    private static ObjectNode register(RegisterAnswer answer) {
        return JSON.objectNode()
                .put("name", answer.register())
                .put("version", answer.version().map(RegisterAnswer.Version::id).orElse(null))
                .put(
                        "checksum",
                        answer.version().map(RegisterAnswer.Version::checksum).orElse(null))
                .put("updated", answer.updated().map(Object::toString).orElse(null))
                .put("answer", answered(answer));
    }

    private static String answered(RegisterAnswer answer) {
        if (answer.updated().isEmpty()) {
            return "no-version";
        }
        if (!answer.covered()) {
            return "not-covered";
        }
        return answer.listed() ? "listed" : "not-listed";
    }

    /// Attempts at the number that count: on record before, of all campaigns; and after; of them,
    /// of this campaign, today and within the policy's period.
    private JsonNode history() {
        if (decided.facts().isEmpty()) {
            return JSON.nullNode();
        }
        Facts facts = decided.facts().get();
        History history = facts.history();
        int before = history.counted().size();
        Instant midnight = facts.moment().today().atStartOfDay(facts.moment().zone()).toInstant();
        return JSON.objectNode()
                .put("version", history.version())
                .put("countedBefore", before)
                .put("countedAfter", attempt().isPresent() ? before + 1 : before)
                .put("today", since(midnight, facts))
                .put("window", since(facts.now().minus(facts.policy().period()), facts))
                .put("debt", history.debts().contains(facts.campaign().id()));
    }

    private static long since(Instant first, Facts facts) {
        return facts.history().counted().stream()
                .filter(each -> each.campaign().equals(facts.campaign().id()))
                .filter(each -> !each.start().isBefore(first))
                .count();
    }

    private JsonNode exemption() {
        Optional<ExemptionUsed> used = decided.facts().flatMap(ExemptionUsed::of);
        return used.<JsonNode>map(each ->
                        JSON.objectNode()
                                .put("ground", word(each.ground()))
                                .put("since", each.since().map(Object::toString).orElse(null)))
                .orElseGet(JSON::nullNode);
    }

    private static Optional<String> named(String text) {
        return Optional.of(cut(text)).filter(each -> !each.isEmpty());
    }

    private static String cut(String text) {
        return text.length() > TEXT_MOST ? text.substring(0, TEXT_MOST) : text;
    }

    static String digits(PhoneNumber number) {
        return Long.toString(number.e164());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
