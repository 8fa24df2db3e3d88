package se.ringvakt.call;

import java.time.LocalDate;
import java.util.Optional;

/// What one register says of one number.
///
/// @param register the register's name
/// @param updated the update date of the version in force; empty: none was ever imported
/// @param covered whether the version covers the number's area at all
/// @param listed whether the number stands in it
public record RegisterAnswer(
        String register, Optional<LocalDate> updated, boolean covered, boolean listed) {}
