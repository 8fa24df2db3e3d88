package se.ringvakt.agi;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Notice;
import se.ringvakt.rule.ObjectionStep;
import se.ringvakt.rule.Reason;

/// `dial`: may this be dialled now?
final class DialScript implements AgiScript {
    private static final String VARIABLES =
            "RINGVAKT_VERDICT,RINGVAKT_REASON,RINGVAKT_REASONS,RINGVAKT_RETRY_AT,RINGVAKT_TIMEOUT,"
                    + "RINGVAKT_ATTEMPT,RINGVAKT_NOTICE,RINGVAKT_CLI,RINGVAKT_NUMBER,"
                    + "RINGVAKT_DEADLINE,RINGVAKT_PRINCIPAL_NAME,RINGVAKT_ADDRESS_SOURCE,"
                    + "RINGVAKT_PURPOSE,RINGVAKT_OBJECTION";

    private static final String NONE = "none";

    private final Gate gate;
    private final Optional<Knowledge> knowledge;
    private final Function<PhoneNumber, String> spelling;

    /// @param knowledge tells what the agent is to say; empty: nobody does
    /// @param spelling how the switch wants numbers written
    DialScript(Gate gate, Optional<Knowledge> knowledge, Function<PhoneNumber, String> spelling) {
        this.gate = gate;
        this.knowledge = knowledge;
        this.spelling = spelling;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        DialRequest dial = dialRequest(request, query);
        Answer answer = gate.decide(dial);
        String notice = words(Notice.of(answer, gate.rehearses(dial.campaign())));
        return switch (answer) {
            case Answer.Allowed allowed ->
                    new Reply(permit(request.uniqueId(), allowed, notice), Optional.of(allowed));
            case Answer.Emergency emergency -> Reply.of(emergency(request.uniqueId(), emergency));
            case Answer.Denied denied -> Reply.of(denial(request.uniqueId(), denied, notice));
        };
    }

    /// Emergency numbers are allowed even then.
    @Override
    public AgiCommand unavailable(AgiRequest request) {
        return emergency(request)
                .map(number -> emergency(request.uniqueId(), number))
                .orElseGet(() -> denial(request.uniqueId()));
    }

    private Optional<Answer.Emergency> emergency(AgiRequest request) {
        try {
            return gate.emergency(AgiQuery.parse(request.script()).value("number"));
        } catch (AgiException _) {
            // Malformed: whoever answers it complains of that.
            return Optional.empty();
        }
    }

    /// The denial that answers whatever cannot be answered otherwise.
    static AgiCommand denial(String uniqueId) {
        return denial(uniqueId, Answer.Denied.of(Reason.UNAVAILABLE), NONE);
    }

    private static DialRequest dialRequest(AgiRequest request, AgiQuery query) {
        String agent = query.name("agent");
        String callerId = query.value("cli");
        String line = query.name("line");
        return new DialRequest(
                query.value("number"),
                new CampaignId(query.name("campaign")),
                agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                Kind.named(query.value("kind")),
                (int) Math.min(query.count("timeout").orElse(0), Integer.MAX_VALUE),
                callerId.isEmpty() ? Optional.empty() : Optional.of(callerId),
                request.withheld(),
                line.isEmpty() ? Optional.empty() : Optional.of(line),
                request.channel(),
                request.uniqueId());
    }

    /// The reason stays `none`, by which dialplans know a permit; what would have been the reasons
    /// stand beside it.
    private AgiCommand permit(String uniqueId, Answer.Allowed allowed, String notice) {
        Optional<Campaign> campaign =
                knowledge.flatMap(known -> known.campaigns().find(allowed.attempt().campaign()));
        return command(
                "ALLOW:" + uniqueId,
                NONE,
                allowed.rehearsed().map(Answer.Denied::reasons).map(DialScript::words).orElse(""),
                allowed.rehearsed().map(DialScript::retryAt).orElse(""),
                Long.toString(allowed.permit().timeout().toSeconds()),
                allowed.attempt().id().toString(),
                notice,
                spelling.apply(allowed.permit().callerId()),
                spelling.apply(allowed.attempt().number()),
                Long.toString(allowed.permit().closing().getEpochSecond()),
                campaign.map(of -> AgiText.encode(of.principal().name())).orElse(""),
                campaign.flatMap(of -> of.script().addressSource()).map(AgiText::encode).orElse(""),
                campaign.map(of -> AgiText.encode(of.about())).orElse(""),
                word(allowed.permit().objectionStep()));
    }

    private static String word(ObjectionStep step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    private static AgiCommand emergency(String uniqueId, Answer.Emergency emergency) {
        String number = Integer.toString(emergency.number().digits());
        return command(
                "ALLOW:" + uniqueId,
                "EMERGENCY",
                "EMERGENCY",
                "",
                "",
                "",
                "none",
                "",
                number,
                "",
                "",
                "",
                "",
                "none");
    }

    private static AgiCommand denial(String uniqueId, Answer.Denied denied, String notice) {
        return command(
                "DENY:" + uniqueId,
                denied.primary().name(),
                words(denied.reasons()),
                retryAt(denied),
                "",
                "",
                notice,
                "",
                "",
                "",
                "",
                "",
                "",
                "none");
    }

    /// With `&` between; `none` for no word at all.
    private static String words(List<? extends Enum<?>> names) {
        return names.isEmpty()
                ? NONE
                : names.stream().map(Enum::name).collect(Collectors.joining("&"));
    }

    private static String retryAt(Answer.Denied denied) {
        return denied.retryAt().map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format).orElse("");
    }

    /// @param values in the order of the variables
    private static AgiCommand command(String... values) {
        return new AgiCommand(VARIABLES, List.of(values));
    }
}
