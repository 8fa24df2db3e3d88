package se.ringvakt.cli;

import picocli.CommandLine.Option;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.view.Spelling;

/// How numbers are shown that nobody typed.
final class Masking {
    @Option(names = "--full-numbers", description = "Do not mask the numbers.")
    private boolean full;

    Spelling spelling() {
        return full ? Spelling.FULL : Spelling.MASKED;
    }

    String shown(PhoneNumber number) {
        return spelling().of(number);
    }

    /// A switch's own words, in which there may be numbers.
    String shown(String words) {
        return spelling().of(words);
    }
}
