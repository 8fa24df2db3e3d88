package se.ringvakt.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An installation in a folder, used as its operator would: by commands in processes of their own.
///
/// Its policy allows calls at any time of any day, so that tests pass whenever they run; its
/// deadlines are long, so that they pass on a busy machine.
public final class Installation implements AutoCloseable {
    private static final String LISTENING = "ringvakt answers at agi://127.0.0.1:";

    private static final String DASHBOARD = "dashboard at ";

    private final Path folder;
    private final List<Process> gates = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private Installation(Path folder) {
        this.folder = folder;
    }

    /// One that every other begins as: what takes two commands is done once.
    private static @Nullable Path prepared;

    /// Has settings, policy, campaign and a register, taken in by the commands.
    public static Installation prepare(Path folder) throws IOException, InterruptedException {
        copy(prepared(), folder);
        return new Installation(folder);
    }

    private static synchronized Path prepared() throws IOException, InterruptedException {
        Path made = prepared;
        if (made == null) {
            Path folder = Files.createTempDirectory("ringvakt-prepared");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            prepare(folder, "");
            made = folder;
            prepared = made;
        }
        return made;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies a folder on which no gate runs; the other may be there, if it is empty.
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /// The same, made anew, with more lines in the settings of the ledger.
    static Installation prepare(Path folder, String ledger)
            throws IOException, InterruptedException {
        Installation installation = new Installation(folder);
        Files.writeString(folder.resolve("policy.yaml"), anyTimePolicy());
        Files.writeString(
                folder.resolve("ringvakt.yaml"),
                """
                state: state
                policy: policy.yaml
                agi:
                  listen: 127.0.0.1:0
                  decision-time: 3s
                web:
                  listen: 127.0.0.1:0
                ledger:
                  append-time: 3s
                """
                        + ledger.indent(2));
        Files.writeString(
                folder.resolve("campaigns.yaml"),
                """
                principals:
                  - id: elbolaget
                    name: Elbolaget
                campaigns:
                  - id: el-2026
                    principal: elbolaget
                    purpose: sales
                    first-day: 2020-01-01
                    last-day: 2099-12-31
                    caller-ids:
                      - number: "0701740699"
                        call-back: true
                """);
        Files.writeString(folder.resolve("register.txt"), "0701740650\n");
        installation.run("campaign", "apply", "campaigns.yaml");
        installation.run(
                "register",
                "import",
                "register.txt",
                "--updated",
                LocalDate.now(ZoneId.of("Europe/Stockholm")).toString());
        return installation;
    }

    /// An installation that is there already, as a restored one is.
    static Installation at(Path folder) {
        return new Installation(folder);
    }

    Path folder() {
        return folder;
    }

    /// Has what is started from now on see these variables.
    void surround(Map<String, String> variables) {
        environment.putAll(variables);
    }

    Path ledger() {
        return folder.resolve("state/ledger.db");
    }

    /// Runs a command to its end, which must be a good one. Returns what it printed.
    public String run(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "command", ".log");
        Process process = start(log, command);
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
        }
        return Files.readString(log);
    }

    /// Runs a command that must fail, where no file may grow beyond this.
    ///
    /// @param kibibytes the limit, at which a disk would be full
    /// @return what it said
    String refused(int kibibytes, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = java(command);
        builder.command()
                .addAll(0, List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "-"));
        Path log = Files.createTempFile(folder, "command", ".log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() == 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": went well");
        }
        return Files.readString(log);
    }

    /// Starts a command.
    Process start(Path log, String... command) throws IOException {
        return java(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /// Writes a file for commands to read.
    public void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /// Starts a command and leaves it running.
    ///
    /// @param heap the most it may use, as the virtual machine's option says it
    Process start(String heap, String... command) throws IOException {
        ProcessBuilder builder = java(command);
        builder.command().add(1, heap);
        Path log = folder.resolve("command.log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        gates.add(process);
        return process;
    }

    /// What the last command said.
    String said() throws IOException {
        return Files.readString(folder.resolve("command.log"));
    }

    /// A gate in a process of its own.
    public record Serving(Process process, InetSocketAddress address) {
        /// Ends it as the kernel would, with no chance to say goodbye.
        public void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        /// Ends it as an operator would. Returns its exit code.
        int stop() throws InterruptedException {
            process.destroy();
            return process.waitFor();
        }
    }

    /// Where the dashboard of a gate that has just begun is.
    public static URI dashboard(Serving gate) throws IOException {
        String line = gate.process().inputReader().readLine();
        if (line == null || !line.startsWith(DASHBOARD)) {
            throw new IOException("serve: " + line + " (expected: " + DASHBOARD + "...)");
        }
        return URI.create(line.substring(DASHBOARD.length()) + "/");
    }

    /// Starts the gate and returns when it listens.
    public Serving serve() throws IOException {
        Process process =
                java("serve")
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("serve.log").toFile()))
                        .start();
        gates.add(process);
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                int port = Integer.parseInt(line.substring(LISTENING.length()));
                return new Serving(
                        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        }
        throw new IOException("serve: " + Files.readString(folder.resolve("serve.log")));
    }

    /// Ends what a failed test left running.
    @Override
    public void close() {
        gates.forEach(Process::destroyForcibly);
    }

    private ProcessBuilder java(String... command) {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current().info().command().orElseThrow());
        // Short lives on few processors: what they would spend on compiling well they never get
        // back.
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-XX:+UseSerialGC");
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("--sun-misc-unsafe-memory-access=allow");
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.add("se.ringvakt.cli.Main");
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static String anyTimePolicy() {
        try (InputStream in = Installation.class.getResourceAsStream("/policies/sweden.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("    mon-fri: 08:00-21:00\n", "    mon-fri: 00:00-23:59:59\n")
                    .replace("    sat-sun: 10:00-18:00\n", "    sat-sun: 00:00-23:59:59\n")
                    .replace(
                            "closed-days: [påskafton, midsommarafton, julafton]", "closed-days: []")
                    .replace("must-fit: true", "must-fit: false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
