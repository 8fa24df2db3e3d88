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
    private final Map<Reason, Count> rehearsed = new EnumMap<>(Reason.class);
    private final Times allowing;
    private final Times denying;

    Judged(Meters meters) {
        allowed = meters.counter(Meter.DECISIONS, "allow", "none");
        emergencies = meters.counter(Meter.DECISIONS, "allow", "EMERGENCY");
        for (Reason reason : Reason.values()) {
            denied.put(reason, meters.counter(Meter.DECISIONS, "deny", reason.name()));
            rehearsed.put(reason, meters.counter(Meter.REHEARSED, reason.name()));
        }
        allowing = meters.timer(Meter.DECISION_TIME, "allow");
        denying = meters.timer(Meter.DECISION_TIME, "deny");
    }

    void note(Answer answer, long beganNanos) {
        switch (answer) {
            case Answer.Allowed permit -> {
                permit.rehearsed().map(Answer.Denied::primary).ifPresent(it -> one(rehearsed, it));
                allow(allowed, beganNanos);
            }
            case Answer.Emergency _ -> allow(emergencies, beganNanos);
            case Answer.Denied refusal -> {
                one(denied, refusal.primary());
                denying.since(beganNanos);
            }
        }
    }

    /// Every reason is in both maps.
    private static void one(Map<Reason, Count> counts, Reason reason) {
        Objects.requireNonNull(counts.get(reason)).one();
    }

    private void allow(Count count, long beganNanos) {
        count.one();
        allowing.since(beganNanos);
    }
}
