package se.ringvakt.site;

/// Something that is not known of an instant that has passed, and what was taken for it.
///
/// @param of a register's name, an agent's id, a time or a number; empty where there is nothing to
///   name
public record Gap(Kind kind, String of) {

    /// What is not known; the names are stable.
    public enum Kind {
        /// Which campaigns and principals there were, and how: as they stood when the record
        /// begins.
        CAMPAIGNS_NOT_ON_RECORD,
        /// Anything: there was no campaign on record yet.
        BEFORE_RECORD,
        /// Which version of a register was in force: the one of today.
        REGISTER_NOT_ON_RECORD,
        /// A register's version that was in force: the one of today.
        REGISTER_NOT_KEPT,
        /// What a change of the lists was: none.
        LISTS_NOT_KEPT,
        /// Changes of the lists, or entries that have ended, that are erased by now.
        LISTS_ERASED,
        /// Attempts, or calls owed, that are erased by now.
        ATTEMPTS_ERASED,
        /// Attempts before the last so many.
        ATTEMPTS_NOT_READ,
        /// Policies and settings: those of today.
        SETTINGS_OF_TODAY,
        /// Whether an agent was on the line: it was.
        AGENT_ON_LINE
    }

    static Gap of(Kind kind) {
        return new Gap(kind, "");
    }
}
