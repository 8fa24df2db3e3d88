package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import se.ringvakt.call.CountryCode;

/// What is known of one version of a register, without its numbers.
///
/// @param register the register's name
/// @param country whose numbers it lists
/// @param updated the update date its keeper gave it; how long it may be used counts from here
/// @param count how many different numbers it lists
/// @param checksum SHA-256 over coverage and numbers, in hex: the same content, however it was
///   written, has the same checksum
/// @param imported when it was imported
/// @param source the name of the file it was read from
/// @param sourceChecksum SHA-256 of that file, in hex
public record RegisterVersion(
        String register,
        CountryCode country,
        LocalDate updated,
        long count,
        String checksum,
        Instant imported,
        String source,
        String sourceChecksum,
        Coverage coverage) {

    private static final int ID_CHECKSUM_DIGITS = 8;

    /// The version's name in lists and files: its update date and the beginning of its checksum.
    public String id() {
        return updated + "-" + checksum.substring(0, ID_CHECKSUM_DIGITS);
    }

    /// Whether both list the same numbers for the same areas as of the same day.
    boolean sameContent(RegisterVersion other) {
        return updated.equals(other.updated) && checksum.equals(other.checksum);
    }
}
