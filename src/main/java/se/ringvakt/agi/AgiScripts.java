package se.ringvakt.agi;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.Gate;

/// What a switch may ask, by the script's name; each request becomes one command.
final class AgiScripts {
    private final Map<String, AgiScript> scripts;

    /// @param spelling how the switch wants numbers written
    AgiScripts(Gate gate, Function<PhoneNumber, String> spelling, InstantSource clock) {
        // In order, as a message lists them.
        this.scripts =
                new TreeMap<>(
                        Map.of(
                                "dial", new DialScript(gate, spelling),
                                "outcome", new OutcomeScript(gate, clock)));
    }

    /// The command that answers a request, and the permit it carries, if it does.
    record Reply(AgiCommand command, Optional<Answer.Allowed> permit) {
        static Reply of(AgiCommand command) {
            return new Reply(command, Optional.empty());
        }
    }

    /// Answers a request. Blocks.
    ///
    /// @throws AgiException when it is malformed
    Reply answer(AgiRequest request) {
        AgiQuery query = AgiQuery.parse(request.script());
        AgiScript script = scripts.get(query.script());
        if (script == null) {
            throw new AgiException(
                    "script: unknown (expected: " + String.join(" or ", scripts.keySet()) + ")");
        }
        return script.answer(request, query);
    }

    /// The denial that answers whatever cannot be answered otherwise.
    static AgiCommand unavailable(String uniqueId) {
        return DialScript.unavailable(uniqueId);
    }
}
