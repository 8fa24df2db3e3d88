package se.ringvakt.config;

import java.nio.charset.Charset;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import se.ringvakt.config.Settings.RegisterSettings;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;

/// An entry of `registers` as it is written.
record RegisterSection(
        String name,
        String encoding,
        String separator,
        boolean header,
        int numberColumn,
        int areaColumn,
        long unparsableMost,
        double unparsablePercent,
        double growthPercent,
        double shrinkPercent,
        long changeFree,
        int versionsKept) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /// @throws IllegalArgumentException when something in it is not as it should be
    RegisterSettings settings() {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: small letters, digits, hyphens)");
        }
        if (versionsKept < 2) {
            throw new IllegalArgumentException(
                    "versions-kept: " + versionsKept + " (expected: 2 or more)");
        }
        return new RegisterSettings(name, format(), limits(), versionsKept);
    }

    private ImportFormat format() {
        return new ImportFormat(
                charset(encoding),
                SettingsReader.oneCharacter("separator", separator),
                header,
                numberColumn,
                areaColumn == 0 ? OptionalInt.empty() : OptionalInt.of(areaColumn));
    }

    private ImportLimits limits() {
        return new ImportLimits(
                unparsableMost,
                unparsablePercent,
                growthPercent,
                shrinkPercent,
                changeFree,
                ImportLimits.DEFAULT.bytesMost());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "encoding: " + name + " (expected: UTF-8 or ISO-8859-1)", e);
        }
    }
}
