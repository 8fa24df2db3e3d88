package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;

/// Something that somebody must look at now.
///
/// @param details by name, such as which register; they stand beside code and level in JSON
public record Alarm(
        @JsonProperty Code code, @JsonIgnore Level level, @JsonIgnore Map<String, Object> details) {

    /// What it is.
    public enum Code {
        /// The gate cannot do its work.
        NOT_READY(Level.RED),
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
        WATCH_OFF(Level.AMBER);

        private final Level level;

        Code(Level level) {
            this.level = level;
        }
    }

    /// How bad it is.
    public enum Level {
        RED,
        AMBER
    }

    public Alarm {
        details = Map.copyOf(details);
    }

    static Alarm of(Code code, Map<String, Object> details) {
        return new Alarm(code, code.level, details);
    }

    static Alarm of(Code code) {
        return of(code, Map.of());
    }

    /// As JSON has it.
    @JsonProperty("level")
    public String word() {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /// As JSON has them.
    @JsonAnyGetter
    public Map<String, Object> shown() {
        return details;
    }
}
