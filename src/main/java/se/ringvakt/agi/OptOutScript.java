package se.ringvakt.agi;

import java.util.List;
import java.util.Optional;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.gate.OptOuts;
import se.ringvakt.gate.OptOuts.Way;
import se.ringvakt.metrics.Seldom;

/// `optout`: whoever was called does not want to be called again.
final class OptOutScript implements AgiScript {
    private final OptOuts optOuts;
    private final Seldom seldom;

    OptOutScript(OptOuts optOuts, Seldom seldom) {
        this.optOuts = optOuts;
        this.seldom = seldom;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        Optional<String> refusal = optOut(query);
        refusal.ifPresent(why -> seldom.warn("opt-out refused", why));
        return Reply.of(command(refusal.isEmpty() ? "recorded" : "refused", request.uniqueId()));
    }

    @Override
    public AgiCommand unavailable(String uniqueId) {
        return command("unavailable", uniqueId);
    }

    private Optional<String> optOut(AgiQuery query) {
        Way way = way(query.value("way"));
        if (query.value("attempt").isEmpty()) {
            return optOuts.optOut(
                    query.value("number"), new CampaignId(query.value("campaign")), way);
        }
        // No attempt has the id 0.
        return optOuts.optOut(new AttemptId(query.count("attempt").orElse(0)), way);
    }

    private static Way way(String word) {
        return switch (word) {
            case "agent" -> Way.AGENT;
            case "call-back" -> Way.CALL_BACK;
            default -> Way.OTHER;
        };
    }

    private static AgiCommand command(String word, String uniqueId) {
        return new AgiCommand("RINGVAKT_OPTOUT", List.of(word + ":" + uniqueId));
    }
}
