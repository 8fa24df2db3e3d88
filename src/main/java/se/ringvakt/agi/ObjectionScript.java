package se.ringvakt.agi;

import java.util.List;
import java.util.Optional;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.gate.Objecting;
import se.ringvakt.metrics.Seldom;

/// `objection`: whoever was called objects by key at the end of the call.
final class ObjectionScript implements AgiScript {
    private final Objecting objecting;
    private final Seldom seldom;

    ObjectionScript(Objecting objecting, Seldom seldom) {
        this.objecting = objecting;
        this.seldom = seldom;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        // No attempt has the id 0.
        AttemptId attempt = new AttemptId(query.count("attempt").orElse(0));
        Optional<String> refusal = objecting.object(attempt, query.value("what"));
        refusal.ifPresent(why -> seldom.warn("objection refused", why));
        return Reply.of(command(refusal.isEmpty() ? "recorded" : "refused", request.uniqueId()));
    }

    @Override
    public AgiCommand unavailable(String uniqueId) {
        return command("unavailable", uniqueId);
    }

    private static AgiCommand command(String word, String uniqueId) {
        return new AgiCommand("RINGVAKT_OBJECTED", List.of(word + ":" + uniqueId));
    }
}
