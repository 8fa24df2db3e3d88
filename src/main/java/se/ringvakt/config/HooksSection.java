package se.ringvakt.config;

import se.ringvakt.hook.Hooks;
import se.ringvakt.hook.Targets;

/// The section `hooks` as it is written.
record HooksSection(String installation, boolean privateTargets) {
    private static final int INSTALLATION_MOST = 100;

    /// @throws IllegalArgumentException when something in it is not as it should be
    Hooks.Setup setup() {
        if (installation.isBlank() || installation.length() > INSTALLATION_MOST) {
            throw new IllegalArgumentException(
                    "installation: '"
                            + installation
                            + "' (expected: 1 to "
                            + INSTALLATION_MOST
                            + " characters)");
        }
        return Hooks.Setup.usual(installation, new Targets(privateTargets));
    }
}
