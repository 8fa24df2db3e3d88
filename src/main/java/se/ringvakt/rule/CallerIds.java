package se.ringvakt.rule;

import java.util.Optional;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PhoneNumber;

/// Which number may be shown to the consumer.
final class CallerIds {
    private CallerIds() {}

    /// The one asked for, or the first of the campaign's, that is registered and answered when rung
    /// back; empty: none may be shown.
    static Optional<PhoneNumber> toShow(Facts facts) {
        Optional<Dialled> asked = facts.request().callerId();
        for (CallerId callerId : facts.campaign().callerIds()) {
            if (callerId.callBack() && (asked.isEmpty() || asked.get().equals(callerId.number()))) {
                return Optional.of(callerId.number());
            }
        }
        return Optional.empty();
    }
}
