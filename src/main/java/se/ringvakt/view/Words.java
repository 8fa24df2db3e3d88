package se.ringvakt.view;

import java.util.Locale;

/// How enums are written: in lower case, with hyphens.
public final class Words {
    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
