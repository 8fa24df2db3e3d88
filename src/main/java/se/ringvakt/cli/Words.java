package se.ringvakt.cli;

import java.util.Locale;

/// How enums are written: in lower case, with hyphens.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
