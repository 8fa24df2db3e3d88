package se.ringvakt.cli;

import java.util.Optional;

/// The characters between columns, as they are typed.
final class Separators {
    private Separators() {}

    /// @param none the word for no separator at all
    static Optional<Character> read(String typed, String none, Common common) {
        if (typed.equals(none)) {
            return Optional.empty();
        }
        if (typed.equals("tab")) {
            return Optional.of('\t');
        }
        if (typed.length() != 1) {
            throw common.misuse(
                    "--separator: '" + typed + "' (expected: one character, tab or " + none + ")");
        }
        return Optional.of(typed.charAt(0));
    }
}
