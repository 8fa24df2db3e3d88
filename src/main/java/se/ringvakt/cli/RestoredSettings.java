package se.ringvakt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.backup.Restoration;
import se.ringvakt.config.ConfigException;
import se.ringvakt.config.Settings;
import se.ringvakt.config.SettingsReader;

/// The settings that what was restored is to be run by, and what is to be done before it is.
///
/// @param zone in which times are told
/// @param remarks what does not fit yet, in words
record RestoredSettings(ZoneId zone, List<String> remarks) {
    private static final Pattern STATE = Pattern.compile("(?m)^state\\s*:.*$");
    private static final String STATE_HERE = "state: state";

    /// Those that stand; or those of the backup, made to name the state folder beside them.
    ///
    /// @param standing empty: those of the backup
    static RestoredSettings of(Restoration restoration, Optional<Settings> standing) {
        if (standing.isPresent()) {
            return new RestoredSettings(
                    standing.get().policies().zone(),
                    List.of("the settings are those of before; the backup's own lie in it"));
        }
        List<String> remarks = new ArrayList<>();
        Path file = restoration.settings().orElseThrow();
        if (nameState(file)) {
            remarks.add(file.getFileName() + ": now says " + STATE_HERE);
        }
        restoration
                .elsewhere()
                .forEach(each ->
                        remarks.add(
                                "the settings name "
                                        + each
                                        + ": it lies in elsewhere"
                                        + each
                                        + "; put it there, or change them"));
        return new RestoredSettings(zone(file, restoration, remarks), remarks);
    }

    /// Returns whether the file said otherwise.
    private static boolean nameState(Path file) {
        try {
            String text = Files.readString(file);
            Matcher line = STATE.matcher(text);
            if (!line.find() || line.group().equals(STATE_HERE)) {
                return false;
            }
            Files.writeString(file, line.replaceFirst(STATE_HERE));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static ZoneId zone(Path file, Restoration restoration, List<String> remarks) {
        try {
            Settings settings = SettingsReader.read(file);
            if (!settings.state().equals(restoration.state())) {
                remarks.add(
                        file.getFileName()
                                + ": state: "
                                + settings.state()
                                + " (expected: state, the folder beside it)");
            }
            return settings.policies().zone();
        } catch (ConfigException e) {
            remarks.add("the settings cannot be used as they are: " + e.getMessage());
            return ZoneOffset.UTC;
        }
    }

    /// What is to be done before this gate goes on with a ledger that it shares.
    List<String> toDoBesideLedger() {
        List<String> all = new ArrayList<>(remarks);
        all.add(
                "the ledger is not in it, gates share it: if its database was put back too, nothing"
                        + " may be allowed before ringvakt stop has stopped everything");
        all.add("if the gate says that retention.key lacks a key: copy that of another gate");
        all.add(
                "keep the evidence of since then, if it can still be read; it is not in the backup");
        return all;
    }

    /// What is to be done before calls go on.
    ///
    /// @param stop its reason
    List<String> toDo(String stop) {
        List<String> all = new ArrayList<>(remarks);
        all.add("everything is STOPPED: " + stop);
        all.add(
                "enter the blocks, objections, withdrawn consents and stops since then, and import"
                        + " the newest registers");
        all.add(
                "calls since then count no more: resume on the next day, so that no daily limit is"
                        + " broken, and keep to fewer calls where longer limits are near");
        all.add(
                "users, passwords and tokens are those of then: take back again what was taken back");
        all.add(
                "keep the evidence of since then, if it can still be read; it is not in the backup");
        all.add("then: ringvakt resume");
        return all;
    }
}
