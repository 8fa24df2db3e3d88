package se.ringvakt.cli;

import java.util.Optional;

/// The program's version.
final class Version {
    private Version() {}

    /// The package's; of classes that are none, nobody's.
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
