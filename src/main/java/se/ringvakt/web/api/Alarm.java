package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.web.api.Now.RegisterCard;

/// Something that somebody must look at now. Of the details each has those that it needs.
///
/// @param checks those that failed
/// @param register as it stands
/// @param name of a register or a switch, or of campaigns
/// @param since a time or a date
/// @param n how many
public record Alarm(
        Code code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> checks,
        @JsonIgnore Optional<RegisterCard> register,
        Optional<String> name,
        Optional<String> since,
        Optional<Long> n) {

    /// What it is.
    public enum Code {
        /// The gate cannot do its work.
        NOT_READY(Level.RED),
        /// Dials are answered as they should be, but something else does not work.
        DEGRADED(Level.RED),
        /// Campaigns, lists and registers could not be followed: nothing is allowed.
        KNOWLEDGE_OLD(Level.RED),
        /// Dials past the gate today.
        BYPASS(Level.RED),
        /// A register without a version that may be used.
        REGISTER_STALE(Level.RED),
        /// The events of a switch do not come.
        SWITCH_DOWN(Level.RED),
        /// A version of a register cannot be loaded; the one before stays.
        REGISTER_REFUSED(Level.AMBER),
        /// A register's next version should have come.
        REGISTER_OVERDUE(Level.AMBER),
        /// A register's version may be used for a fortnight at most.
        REGISTER_SOON(Level.AMBER),
        /// No switch is watched.
        WATCH_OFF(Level.AMBER),
        /// Some campaign or all of them only rehearse: calls are not stopped.
        REHEARSAL(Level.AMBER);

        private final Level level;

        Code(Level level) {
            this.level = level;
        }
    }

    /// How bad it is, the worst first.
    public enum Level {
        RED,
        AMBER
    }

    public Alarm {
        checks = List.copyOf(checks);
    }

    static Alarm of(Code code) {
        return new Alarm(
                code,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Alarm notReady(List<String> checks) {
        return new Alarm(
                Code.NOT_READY,
                checks,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Alarm degraded(List<String> checks) {
        return new Alarm(
                Code.DEGRADED,
                checks,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Alarm bypasses(long n) {
        return new Alarm(
                Code.BYPASS,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(n));
    }

    /// Its name: the campaigns, where not all rehearse.
    static Alarm rehearsal(Rehearsal.Extent rehearsal) {
        return new Alarm(
                Code.REHEARSAL,
                List.of(),
                Optional.empty(),
                Optional.of(String.join(", ", rehearsal.campaigns()))
                        .filter(_ -> !rehearsal.usual()),
                Optional.empty(),
                Optional.empty());
    }

    static Alarm down(String name, OffsetDateTime since) {
        return new Alarm(
                Code.SWITCH_DOWN,
                List.of(),
                Optional.empty(),
                Optional.of(name),
                Optional.of(since.toString()),
                Optional.empty());
    }

    static Alarm of(Code code, RegisterCard register) {
        return new Alarm(
                code,
                List.of(),
                Optional.of(register),
                Optional.of(register.name()),
                register.overdueSince().map(LocalDate::toString),
                Optional.empty());
    }

    public Level level() {
        return code.level;
    }

    /// As JSON has it.
    @JsonProperty("level")
    String word() {
        return code.level.name().toLowerCase(Locale.ROOT);
    }

    /// Of a register that may soon be used no more.
    @JsonProperty("daysLeft")
    Optional<Long> daysLeft() {
        return register.filter(_ -> code == Code.REGISTER_SOON).flatMap(RegisterCard::daysLeft);
    }
}
