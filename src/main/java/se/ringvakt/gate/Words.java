package se.ringvakt.gate;

import java.util.Locale;

/// Constants as they are written outside the program.
final class Words {
    private Words() {}

    /// `CALL_BACK`: `call-back`.
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
