package se.ringvakt.agi;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.InCall;
import se.ringvakt.metrics.Seldom;

/// What a switch may ask, by the script's name; each request becomes one command.
final class AgiScripts {
    /// In order, as a message lists them.
    private final Map<String, AgiScript> scripts = new TreeMap<>();

    /// @param inCall answers what is asked besides dials and outcomes; empty: nobody does
    /// @param spelling how the switch wants numbers written
    AgiScripts(
            Gate gate,
            Optional<InCall> inCall,
            Function<PhoneNumber, String> spelling,
            InstantSource clock) {
        scripts.put("dial", new DialScript(gate, inCall.map(InCall::knowledge), spelling));
        scripts.put("outcome", new OutcomeScript(gate, clock));
        inCall.ifPresent(asked -> add(asked, spelling));
    }

    private void add(InCall asked, Function<PhoneNumber, String> spelling) {
        Seldom seldom = new Seldom(LoggerFactory.getLogger(AgiScripts.class));
        scripts.put("callback", new CallBackScript(asked.callBacks(), asked.centre(), spelling));
        scripts.put("optout", new OptOutScript(asked.optOuts(), seldom));
        scripts.put("objection", new ObjectionScript(asked.objecting(), seldom));
        scripts.put("consent", new ConsentScript(asked.consents(), seldom));
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
                    "script: unknown (expected: " + String.join(", ", scripts.keySet()) + ")");
        }
        return script.answer(request, query);
    }

    /// What answers a request that cannot be answered otherwise.
    AgiCommand unavailable(AgiRequest request) {
        int mark = request.script().indexOf('?');
        String name = mark < 0 ? request.script() : request.script().substring(0, mark);
        AgiScript script = scripts.get(name);
        return script == null ? unavailable(request.uniqueId()) : script.unavailable(request);
    }

    /// The denial that answers what is no request at all.
    static AgiCommand unavailable(String uniqueId) {
        return DialScript.denial(uniqueId);
    }
}
