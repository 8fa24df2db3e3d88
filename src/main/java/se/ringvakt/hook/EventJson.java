package se.ringvakt.hook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import se.ringvakt.call.PhoneNumber;

/// Events as JSON.
///
/// @param installation the name of this gate
/// @param fullNumbers numbers are shown whole, not masked
record EventJson(String installation, boolean fullNumbers) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// One event.
    ///
    /// @param missed events before this one that nobody will be told; 0: none
    ObjectNode write(Event event, String id, long missed) {
        ObjectNode json = JSON.objectNode();
        json.put("id", id);
        json.put("type", event.type().word());
        json.put("at", event.at().toString());
        json.put("installation", installation);
        if (missed > 0) {
            json.put("missed", missed);
        }
        json.set("data", data(event));
        return json;
    }

    private ObjectNode data(Event event) {
        ObjectNode data = JSON.objectNode();
        switch (event) {
            case Event.Blocked blocked -> write(blocked, data);
            case Event.Breach breach -> write(breach, data);
            case Event.SilentCall silent -> {
                data.put("attempt", silent.attempt().value());
                data.put("number", number(silent.number()));
                data.put("campaign", silent.campaign());
                data.put("agent", silent.agent());
            }
            case Event.Bypass bypass -> {
                data.put("switch", bypass.switchName());
                data.put("number", number(bypass.number()));
                data.put("hungUp", bypass.hungUp());
            }
            case Event.RegisterStale stale -> {
                data.put("register", stale.register());
                data.put("version", stale.version());
                data.put("lastDay", stale.lastDay().map(Object::toString).orElse(null));
                data.put("daysLeft", stale.daysLeft());
            }
            case Event.RegisterRefused refused -> {
                data.put("register", refused.register());
                data.put("file", refused.file());
                data.put("why", refused.why());
            }
            case Event.GateNotReady notReady ->
                    notReady.parts().forEach(data.putArray("parts")::add);
            case Event.GateReady _ -> {
                // That it is, is all there is to say.
            }
        }
        return data;
    }

    private void write(Event.Blocked blocked, ObjectNode data) {
        data.put("number", number(blocked.number()));
        data.put("campaign", fullNumbers ? blocked.campaign() : blocked.masked());
        data.put("agent", blocked.agent());
        ArrayNode reasons = data.putArray("reasons");
        blocked.reasons().forEach(reason -> reasons.add(reason.name()));
        data.put("retryAt", blocked.retryAt().map(Object::toString).orElse(null));
        data.put("rehearsed", blocked.rehearsed());
    }

    private void write(Event.Breach breach, ObjectNode data) {
        data.put("attempt", breach.attempt().value());
        data.put("number", number(breach.number()));
        data.put("campaign", breach.campaign());
        data.put("agent", breach.agent());
        data.put("rangMillis", breach.rang().toMillis());
        data.put("against", breach.against().name());
    }

    private String number(Optional<PhoneNumber> number) {
        return number.map(this::number).orElse("");
    }

    private String number(PhoneNumber number) {
        return fullNumbers ? number.international() : number.masked();
    }
}
