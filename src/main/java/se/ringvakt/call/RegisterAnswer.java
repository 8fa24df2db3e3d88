package se.ringvakt.call;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;

/// What one register says of one number.
///
/// @param register the register's name
/// @param updated the update date of the version in force; empty: none was ever imported
/// @param validity for how long from its update date a version of this register may be used; empty:
///   as long as the policy says
/// @param covered whether the version covers the number's area at all
/// @param listed whether the number stands in it
/// @param version which version says so; empty: none is in force, or it has no name
public record RegisterAnswer(
        String register,
        Optional<LocalDate> updated,
        Optional<Period> validity,
        boolean covered,
        boolean listed,
        Optional<Version> version) {

    /// A version's name.
    ///
    /// @param id its update date and the beginning of its checksum
    /// @param checksum SHA-256 over its content, in hex
    public record Version(String id, String checksum) {}

    /// The answer of a version without a name.
    public RegisterAnswer(
            String register,
            Optional<LocalDate> updated,
            Optional<Period> validity,
            boolean covered,
            boolean listed) {
        this(register, updated, validity, covered, listed, Optional.empty());
    }

    /// The answer of a register that may be used for as long as the policy says.
    public RegisterAnswer(
            String register, Optional<LocalDate> updated, boolean covered, boolean listed) {
        this(register, updated, Optional.empty(), covered, listed);
    }

    /// Whether the version may not be used on this day any more, or there never was one.
    ///
    /// @param usual the policy's validity
    public boolean isStale(LocalDate today, Period usual) {
        return updated.isEmpty() || !today.isBefore(updated.get().plus(validity.orElse(usual)));
    }

    /// The last day on which the version may be used; empty: there is none.
    ///
    /// @param usual the policy's validity
    public Optional<LocalDate> lastDay(Period usual) {
        return updated.map(day -> day.plus(validity.orElse(usual)).minusDays(1));
    }
}
