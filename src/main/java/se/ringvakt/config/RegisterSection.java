package se.ringvakt.config;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import se.ringvakt.config.Settings.RegisterSettings;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.InboxSettings;
import se.ringvakt.register.Upkeep;

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
        int versionsKept,
        String validity,
        String expectedEvery,
        String inbox,
        Duration inboxSettle,
        String inboxPattern) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /// @param file the settings file, to which the inbox is relative
    /// @throws IllegalArgumentException when something in it is not as it should be
    RegisterSettings settings(Path file) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: small letters, digits, hyphens)");
        }
        if (versionsKept < 2) {
            throw new IllegalArgumentException(
                    "versions-kept: " + versionsKept + " (expected: 2 or more)");
        }
        return new RegisterSettings(name, format(), limits(), versionsKept, upkeep(file));
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

    private Upkeep upkeep(Path file) {
        Optional<InboxSettings> watched =
                inbox.isBlank()
                        ? Optional.empty()
                        : Optional.of(
                                new InboxSettings(
                                        file.resolveSibling(inbox).normalize(),
                                        inboxSettle,
                                        pattern(inboxPattern)));
        return new Upkeep(
                period("validity", validity), period("expected-every", expectedEvery), watched);
    }

    private static Optional<Period> period(String key, String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Period.parse(text.strip()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    key + ": " + text + " (expected: a period like P2M, P4W or P28D, or \"\")", e);
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "inbox-pattern: "
                            + text
                            + " (expected: a regular expression; "
                            + e.getDescription()
                            + ")",
                    e);
        }
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
