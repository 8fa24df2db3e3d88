package se.ringvakt.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import se.ringvakt.watch.SwitchSettings;
import se.ringvakt.watch.WatchSettings;

/// The section `watch` as it is written.
record WatchSection(
        List<Switch> switches,
        Switch usualSwitch,
        String agentDevice,
        boolean readyMembers,
        Duration reportWait,
        OnBypass bypass,
        Duration retryFirst,
        Duration retryMost) {
    private static final Pattern SWITCH_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /// A switch as it is written.
    record Switch(
            String name,
            String host,
            int port,
            boolean tls,
            String user,
            Path secretFile,
            List<String> trunks) {}

    /// What is done about a dial past the gate.
    enum OnBypass {
        TELL,
        HANG_UP
    }

    /// Without the switches' secrets, which only the running gate needs and may read.
    ///
    /// @throws IllegalArgumentException when something in it is not as it should be
    WatchSettings settings() {
        Set<String> names = new HashSet<>();
        for (Switch each : switches) {
            if (!SWITCH_NAME.matcher(each.name()).matches() || !names.add(each.name())) {
                throw new IllegalArgumentException(
                        "name: "
                                + each.name()
                                + " (expected: letters, digits, . _ -, each switch another)");
            }
        }
        return new WatchSettings(
                switches.stream().map(this::watched).toList(),
                agentDevice,
                readyMembers,
                reportWait,
                bypass == OnBypass.HANG_UP);
    }

    private SwitchSettings watched(Switch each) {
        return new SwitchSettings(
                each.name(),
                each.host(),
                each.port(),
                each.tls(),
                each.user(),
                "",
                each.trunks(),
                retryFirst,
                retryMost);
    }
}
