package se.ringvakt.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Dialplans for tests, in a folder that stands for `/etc/asterisk`.
final class Plans {
    static final String KIT = "extensions-ringvakt.conf";
    static final Path KIT_FILE = Path.of("asterisk-conf", KIT);

    final Path folder;

    Plans(Path folder) {
        this.folder = folder;
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The kit as it is delivered.
    static String kit() {
        return text(KIT_FILE);
    }

    /// All of the kit's dialplan.
    void writeKit(String under) {
        for (String name :
                List.of(
                        KIT,
                        "extensions-ringvakt-incall.conf",
                        "extensions-ringvakt-callback.conf",
                        "extensions-ringvakt-objection.conf",
                        "extensions-ringvakt-numbers-netherlands.conf",
                        "extensions-ringvakt-numbers-united-kingdom.conf")) {
            write(under + name, text(KIT_FILE.resolveSibling(name)));
        }
    }

    Dialplan read(String text) {
        return DialplanReader.read(List.of(write("extensions.conf", text)));
    }

    /// `line code` of every finding in a dialplan of one file; of others `file:line code`.
    Set<String> findings(String text) {
        return codes(Audit.of(read(text), List.of()), "extensions.conf:");
    }

    /// `file:line code` of every finding.
    Set<String> codes(Audit.Result result, String without) {
        Set<String> codes = new TreeSet<>();
        for (Finding finding : result.findings()) {
            String place = finding.place().toString().replace(folder + "/", "");
            codes.add(place.replace(without, "") + " " + finding.fault().code());
        }
        return codes;
    }
}
