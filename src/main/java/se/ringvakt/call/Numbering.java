package se.ringvakt.call;

import java.util.List;

/// The numbering plan of one country, as its file states it.
///
/// @param trunkPrefix what is dialled before a national number: `0`, or nothing
/// @param neverStopped emergency and public service numbers; `X` only at the end
/// @param notLocal what is dialled without trunk prefix and is no subscriber of the area, such as
///   the choice of another carrier for the number behind it
/// @param rows which numbers there are; no code is the prefix of another
/// @param refused codes within those rows that no campaign may call
public record Numbering(
        CountryCode country,
        String trunkPrefix,
        List<NumberPattern> neverStopped,
        List<NumberPattern> notLocal,
        List<Row> rows,
        CodeList refused) {

    /// Dialled in every country of Europe, whatever else it has; a file that forgot it would stop
    /// it.
    private static final long EMERGENCY = 112;

    /// The fewest digits a number can have, so that the table of codes can look at four of them.
    private static final int DIGITS_LEAST = 5;

    private static final int DIGITS_MOST = 13;

    /// Numbers that begin with one of these codes.
    ///
    /// @param digitsMin and
    /// @param digitsMax how many digits they have, trunk prefix and country code not counted
    /// @param area the codes are area codes: within the area one dials without them
    public record Row(int digitsMin, int digitsMax, boolean area, CodeList codes) {
        public Row {
            if (digitsMin < DIGITS_LEAST || digitsMax > DIGITS_MOST || digitsMax < digitsMin) {
                throw new IllegalArgumentException(
                        "digits: %d-%d (expected: a range within %d-%d)"
                                .formatted(digitsMin, digitsMax, DIGITS_LEAST, DIGITS_MOST));
            }
        }
    }

    public Numbering {
        neverStopped = List.copyOf(neverStopped);
        notLocal = List.copyOf(notLocal);
        rows = List.copyOf(rows);
        if (!trunkPrefix.isEmpty() && !trunkPrefix.equals("0")) {
            throw new IllegalArgumentException(
                    "trunk-prefix: " + trunkPrefix + " (expected: 0, or none)");
        }
        if (neverStopped.stream().noneMatch(pattern -> pattern.matches(EMERGENCY, 3))) {
            throw new IllegalArgumentException(
                    "never-stopped: " + neverStopped + " (expected: 112 among them)");
        }
        for (NumberPattern pattern : neverStopped) {
            if (!pattern.isRange()) {
                throw new IllegalArgumentException(
                        "never-stopped: " + pattern + " (expected: X at the end only)");
            }
        }
    }
}
