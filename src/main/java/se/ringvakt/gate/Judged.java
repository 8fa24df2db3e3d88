package se.ringvakt.gate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import se.ringvakt.metrics.Count;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.metrics.Times;
import se.ringvakt.rule.Reason;

/// Counts and times decisions. Thread-safe; its meters are found once, so that a decision costs two
/// readings of a clock and some additions.
final class Judged {
    private final Count allowed;
    private final Count emergencies;
    private final Map<Reason, Count> denied = new EnumMap<>(Reason.class);
    private final Times allowing;
    private final Times denying;

    Judged(Meters meters) {
        allowed = meters.counter(Meter.DECISIONS, "allow", "none");
        emergencies = meters.counter(Meter.DECISIONS, "allow", "EMERGENCY");
        for (Reason reason : Reason.values()) {
            denied.put(reason, meters.counter(Meter.DECISIONS, "deny", reason.name()));
        }
        allowing = meters.timer(Meter.DECISION_TIME, "allow");
        denying = meters.timer(Meter.DECISION_TIME, "deny");
    }

    void note(Answer answer, long beganNanos) {
        switch (answer) {
            case Answer.Allowed _ -> allow(allowed, beganNanos);
            case Answer.Emergency _ -> allow(emergencies, beganNanos);
            case Answer.Denied refusal -> {
                Objects.requireNonNull(denied.get(refusal.primary())).one();
                denying.since(beganNanos);
            }
        }
    }

    private void allow(Count count, long beganNanos) {
        count.one();
        allowing.since(beganNanos);
    }
}
