package se.ringvakt.agi;

import java.util.List;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.gate.Consents;
import se.ringvakt.gate.Consents.Result;
import se.ringvakt.ledger.Recordings.Consented;
import se.ringvakt.metrics.Seldom;

/// `consent`: whoever was called agrees to be recorded.
final class ConsentScript implements AgiScript {
    private final Consents consents;
    private final Seldom seldom;

    ConsentScript(Consents consents, Seldom seldom) {
        this.consents = consents;
        this.seldom = seldom;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        // No attempt has the id 0.
        AttemptId attempt = new AttemptId(query.count("attempt").orElse(0));
        return switch (consents.consent(attempt, query.value("what"), request.uniqueId())) {
            case Result.Recorded(Consented given) ->
                    Reply.of(command("recorded", request.uniqueId(), given.file()));
            case Result.Refused(String why) -> {
                seldom.warn("consent refused", why);
                yield Reply.of(command("refused", request.uniqueId(), ""));
            }
        };
    }

    @Override
    public AgiCommand unavailable(String uniqueId) {
        return command("unavailable", uniqueId, "");
    }

    private static AgiCommand command(String word, String uniqueId, String file) {
        return new AgiCommand(
                "RINGVAKT_CONSENT,RINGVAKT_RECORDING", List.of(word + ":" + uniqueId, file));
    }
}
