package se.ringvakt.agi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.call.AttemptId;
import se.ringvakt.gate.Consents;
import se.ringvakt.ledger.Recordings.Consented;

/// `consent`: whoever was called agrees to be recorded.
final class ConsentScript implements AgiScript {
    private final Consents consents;
    private final Consumer<String> complain;

    ConsentScript(Consents consents, Consumer<String> complain) {
        this.consents = consents;
        this.complain = complain;
    }

    @Override
    public Reply answer(AgiRequest request, AgiQuery query) {
        OptionalLong attempt = query.count("attempt");
        if (attempt.isEmpty()) {
            return refuse(request, "attempt: not a number (expected: RINGVAKT_ATTEMPT's value)");
        }
        if (!query.value("what").equals("recording")) {
            return refuse(request, "what: another word (expected: recording)");
        }
        Optional<Consented> consented =
                consents.toBeRecorded(new AttemptId(attempt.getAsLong()), request.uniqueId());
        return consented
                .map(given -> Reply.of(command("recorded", request.uniqueId(), given.file())))
                .orElseGet(() ->
                        refuse(request, "attempt: unknown or over (expected: one under way)"));
    }

    @Override
    public AgiCommand unavailable(String uniqueId) {
        return command("unavailable", uniqueId, "");
    }

    private Reply refuse(AgiRequest request, String why) {
        complain.accept("consent refused: " + why);
        return Reply.of(command("refused", request.uniqueId(), ""));
    }

    private static AgiCommand command(String word, String uniqueId, String file) {
        return new AgiCommand(
                "RINGVAKT_CONSENT,RINGVAKT_RECORDING", List.of(word + ":" + uniqueId, file));
    }
}
