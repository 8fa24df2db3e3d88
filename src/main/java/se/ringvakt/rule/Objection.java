package se.ringvakt.rule;

import java.time.Instant;

/// A rule's no, and when it would lapse if nothing new happened.
public record Objection(Reason reason, Lapse lapse) {

    /// When an objection ends.
    public sealed interface Lapse {
        /// At this instant, and not before it while the policy stays as it is.
        record At(Instant instant) implements Lapse {}

        /// Never by itself.
        enum Never implements Lapse {
            NEVER
        }

        /// When somebody does something; nobody knows when.
        enum Open implements Lapse {
            OPEN
        }
    }

    static Objection until(Reason reason, Instant lapse) {
        return new Objection(reason, new Lapse.At(lapse));
    }

    static Objection never(Reason reason) {
        return new Objection(reason, Lapse.Never.NEVER);
    }

    static Objection open(Reason reason) {
        return new Objection(reason, Lapse.Open.OPEN);
    }
}
