package se.ringvakt.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A gate's folder: settings, policy and state, made by the program's own commands.
///
/// The policy's zone is one where it is noon now, so that no test begins on one day and ends on the
/// next.
final class Installation {
    static final String CALLER_ID = "0701740699";

    /// Of campaign `routed`: answered with a sound and a route of its own.
    static final String ROUTED_CALLER_ID = "0701740697";

    static final String LISTED = "0701740650";
    static final String BLOCKED = "0701740651";
    static final int CAMPAIGNS = 500;
    private static final Path JAR = Path.of("target", "ringvakt.jar");
    private static final Path CLASSES = Path.of("target", "lab", "ringvakt.jsa");

    /// For a machine that is cold and busy with other things: only tests of these very limits set
    /// them shorter.
    private static final Map<String, String> PATIENT =
            Map.of(
                    "agi.decision-time", "3s",
                    "agi.drain-time", "1s",
                    "web.listen", "127.0.0.1:0",
                    "ledger.append-time", "3s",
                    "knowledge.fresh-for", "60s");

    private final Path folder;
    private final InetSocketAddress address = Ports.free();

    private Installation(Path folder) {
        this.folder = folder;
    }

    /// An empty one, and then what every test may rely on: campaigns `el-1` to `el-500`, `stopped`,
    /// `over` (its last day was yesterday), `to-come` (its first is tomorrow), `mute` (no caller id
    /// that may be shown), `rehearsing` and `rehearsing-stopped` (denied dials go out) and `routed`
    /// (its callers are answered in a way of their own); a register updated today that lists one
    /// number; another number blocked.
    static Installation prepare(Path folder) {
        Installation made = new Installation(folder);
        made.writeSettings(Map.of(), Map.of());
        write(folder.resolve("campaigns.yaml"), campaigns());
        write(folder.resolve("register.txt"), LISTED + "\n");
        made.command("campaign", "apply", folder.resolve("campaigns.yaml").toString());
        made.importRegister(today());
        made.command("block", "add", BLOCKED);
        made.command("stop", "--campaign", "stopped", "--reason", "lab");
        made.command("stop", "--campaign", "rehearsing-stopped", "--reason", "lab");
        return made;
    }

    /// The same with a copy of this one's state; not to be taken while a gate runs on it.
    ///
    /// @param figures of the policy, to be written instead
    /// @param settings by section.key
    Installation copy(String name, Map<String, String> figures, Map<String, String> settings) {
        Installation copy = new Installation(folder.resolveSibling(name));
        copyFolder(folder, copy.folder);
        if (settings.containsKey("ledger.url")) {
            copy.withoutLedger();
        }
        copy.writeSettings(figures, settings);
        return copy;
    }

    void importRegister(LocalDate updated) {
        command(
                "register",
                "import",
                folder.resolve("register.txt").toString(),
                "--updated",
                updated.toString());
    }

    /// It has another one, and would not start beside this.
    private void withoutLedger() {
        try {
            for (String end : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(folder.resolve("state").resolve("ledger.db" + end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Installation withoutRegister() {
        deleteFolder(folder.resolve("state").resolve("registers"));
        return this;
    }

    /// Runs one of the program's commands, which must succeed.
    String command(String... words) {
        return Programs.run(folder, java(words)).out();
    }

    GateProcess serve() {
        return GateProcess.start(this);
    }

    /// A call of the program with this installation's settings.
    List<String> java(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                // Loaded classes are kept for the next start: half the time of it.
                                "-XX:+AutoCreateSharedArchive",
                                "-XX:SharedArchiveFile=" + CLASSES.toAbsolutePath(),
                                "-Xlog:disable",
                                "-jar",
                                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--config", folder.resolve("ringvakt.yaml").toString()));
        return command;
    }

    Path folder() {
        return folder;
    }

    InetSocketAddress address() {
        return address;
    }

    LedgerFile ledger() {
        return new LedgerFile(folder.resolve("state").resolve("ledger.db"));
    }

    static LocalDate today() {
        return LocalDate.now(zone());
    }

    private void writeSettings(Map<String, String> figures, Map<String, String> settings) {
        write(folder.resolve("policy.yaml"), policy(figures));
        Map<String, String> all = new TreeMap<>(PATIENT);
        all.put("agi.listen", address.getAddress().getHostAddress() + ":" + address.getPort());
        all.putAll(settings);
        StringBuilder text = new StringBuilder("state: state\npolicy: policy.yaml\n");
        String section = "";
        for (Map.Entry<String, String> setting : all.entrySet()) {
            String[] key = setting.getKey().split("\\.", 2);
            if (!key[0].equals(section)) {
                section = key[0];
                text.append(section).append(":\n");
            }
            text.append("  ").append(key[1]).append(": ").append(setting.getValue()).append('\n');
        }
        write(folder.resolve("ringvakt.yaml"), text.toString());
    }

    private static String policy(Map<String, String> figures) {
        String text = resource("/lab/policy.yaml").replace("@ZONE@", zone().getId());
        for (Map.Entry<String, String> figure : figures.entrySet()) {
            String changed =
                    text.replaceFirst(
                            "(?m)^  " + figure.getKey() + ":.*$",
                            "  " + figure.getKey() + ": " + figure.getValue());
            if (changed.equals(text)) {
                throw new AssertionError("the lab's policy has no " + figure);
            }
            text = changed;
        }
        return text;
    }

    private static String campaigns() {
        LocalDate first = today().minusDays(30);
        LocalDate last = today().plusDays(30);
        StringBuilder text =
                new StringBuilder(
                        """
                        principals:
                          - id: elbolaget
                            name: Elbolaget
                        campaigns:
                        """);
        IntStream.rangeClosed(1, CAMPAIGNS)
                .forEach(n -> text.append(campaign("el-" + n, first, last, CALLER_ID, "true")));
        text.append(campaign("stopped", first, last, CALLER_ID, "true"));
        text.append(campaign("over", first, today().minusDays(1), CALLER_ID, "true"));
        text.append(campaign("to-come", today().plusDays(1), last, CALLER_ID, "true"));
        text.append(campaign("mute", first, last, CALLER_ID, "false"));
        text.append(rehearsing("rehearsing", first, last));
        text.append(rehearsing("rehearsing-stopped", first, last));
        text.append(
                campaign(
                        "routed", first, last, ROUTED_CALLER_ID, "{play: custom/lab, route: vip}"));
        return text.toString();
    }

    private static String rehearsing(String id, LocalDate first, LocalDate last) {
        return campaign(id, first, last, CALLER_ID, "true") + "    mode: rehearse\n";
    }

    private static String campaign(
            String id, LocalDate first, LocalDate last, String callerId, String callBack) {
        return """
          - id: %s
            principal: elbolaget
            purpose: sales
            first-day: %s
            last-day: %s
            caller-ids:
              - number: %s
                call-back: %s
        """
                .formatted(id, first, last, callerId, callBack);
    }

    private static String resource(String name) {
        try (InputStream in = Installation.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyFolder(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A zone in which it is noon, so that the calling hours never end a test.
    private static ZoneId zone() {
        return ZoneOffset.ofHours(
                12 - Clock.systemUTC().instant().atZone(ZoneOffset.UTC).getHour());
    }
}
