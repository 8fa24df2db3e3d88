package se.ringvakt.report;

import java.util.Optional;

/// A decision's name: `a-` and the attempt's id, or `d-` and the denial's.
public record DecisionId(Ruling ruling, long value) {
    private static final String ALLOWED = "a-";
    private static final String DENIED = "d-";
    private static final String DIGITS = "\\d{1,19}";

    /// The id so written; empty: it is none.
    public static Optional<DecisionId> read(String text) {
        if (text.startsWith(ALLOWED)) {
            return value(text).map(value -> new DecisionId(Ruling.ALLOWED, value));
        }
        if (text.startsWith(DENIED)) {
            return value(text).map(value -> new DecisionId(Ruling.DENIED, value));
        }
        return Optional.empty();
    }

    private static Optional<Long> value(String text) {
        String digits = text.substring(ALLOWED.length());
        try {
            return digits.matches(DIGITS) ? Optional.of(Long.parseLong(digits)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return (ruling == Ruling.ALLOWED ? ALLOWED : DENIED) + value;
    }
}
