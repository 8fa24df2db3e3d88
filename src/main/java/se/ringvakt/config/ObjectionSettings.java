package se.ringvakt.config;

import java.util.List;

/// How objections are passed on to the national register.
///
/// @param columns of the file, in its order
/// @param submittedBy who hands it in; may be empty
/// @param warnDays from so many working days before the last one on it is told that some wait
public record ObjectionSettings(List<Column> columns, String submittedBy, int warnDays) {

    /// What a column holds.
    public enum Column {
        /// As dialled within the country.
        NUMBER,
        /// Four digits; empty: a number alone does not tell it.
        POSTCODE,
        HOUSE_NUMBER,
        /// Of the objection, `2021-06-30`.
        DATE,
        /// Of the objection, `14:05:09`.
        TIME,
        NAME,
        ADDRESS,
        TOWN,
        SUBMITTED_BY
    }

    public ObjectionSettings {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns: none (expected: at least one)");
        }
        if (submittedBy.indexOf('|') >= 0
                || submittedBy.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "submitted-by: '" + submittedBy + "' (expected: text without |)");
        }
        if (warnDays < 0) {
            throw new IllegalArgumentException("warn-days: " + warnDays + " (expected: 0 or more)");
        }
    }
}
