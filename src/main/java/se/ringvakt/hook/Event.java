package se.ringvakt.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;

/// Something that a webhook tells. Numbers stand in it whole; they are masked where it is written,
/// unless the hook is to get them.
public sealed interface Event {

    /// When it happened.
    Instant at();

    /// What it is.
    EventType type();

    /// A denied dial, or one that would have been denied.
    ///
    /// @param number empty: what was dialled is none
    /// @param campaign as the switch named it
    /// @param masked the same for whoever sees numbers masked: what no campaign is called may be
    ///   one
    /// @param agent empty: none was named
    /// @param reasons the first is the one given
    /// @param retryAt when it might be allowed; empty: never, or nobody knows
    /// @param rehearsed it was dialled all the same
    record Blocked(
            Instant at,
            Optional<PhoneNumber> number,
            String campaign,
            String masked,
            String agent,
            List<Reason> reasons,
            Optional<Instant> retryAt,
            boolean rehearsed)
            implements Event {
        @Override
        public EventType type() {
            return EventType.BLOCKED;
        }
    }

    /// An attempt given up before six rings.
    ///
    /// @param agent empty: none
    record Breach(
            Instant at,
            AttemptId attempt,
            PhoneNumber number,
            String campaign,
            String agent,
            Duration rang,
            Outcome.Breach against)
            implements Event {
        @Override
        public EventType type() {
            return EventType.BREACH;
        }
    }

    /// A call answered to silence; the campaign owes the number a call.
    ///
    /// @param agent empty: none
    record SilentCall(
            Instant at, AttemptId attempt, PhoneNumber number, String campaign, String agent)
            implements Event {
        @Override
        public EventType type() {
            return EventType.SILENT_CALL;
        }
    }

    /// A dial toward a trunk without a permit.
    ///
    /// @param number empty: what was dialled is none
    record Bypass(Instant at, String switchName, Optional<PhoneNumber> number, boolean hungUp)
            implements Event {
        @Override
        public EventType type() {
            return EventType.BYPASS;
        }
    }

    /// A register that can be used for few days more, or no more.
    ///
    /// @param version empty: none was ever imported
    /// @param lastDay on which it may be used; empty: there is no version
    /// @param daysLeft today included; 0: every call it binds is denied
    record RegisterStale(
            Instant at, String register, String version, Optional<LocalDate> lastDay, long daysLeft)
            implements Event {
        @Override
        public EventType type() {
            return EventType.REGISTER_STALE;
        }
    }

    /// A register's file that was not taken.
    ///
    /// @param why one line
    record RegisterRefused(Instant at, String register, String file, String why) implements Event {
        @Override
        public EventType type() {
            return EventType.REGISTER_REFUSED;
        }
    }

    /// The gate is not ready.
    ///
    /// @param parts those that are not
    record GateNotReady(Instant at, List<String> parts) implements Event {
        @Override
        public EventType type() {
            return EventType.GATE_NOT_READY;
        }
    }

    /// The gate is ready again.
    record GateReady(Instant at) implements Event {
        @Override
        public EventType type() {
            return EventType.GATE_READY;
        }
    }
}
