package se.ringvakt.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import se.ringvakt.watch.SwitchSettings;

/// A real Asterisk with its carriers and phones, as `deploy/lab/lab` plays them, and a gate.
///
/// The switch asks one gate at a time: tests that give it another run alone.
final class Lab implements AutoCloseable {
    private static final Path SCRIPT = Path.of("deploy", "lab", "lab");
    private static final Path FOLDER = Path.of("target", "lab");
    private static final Path SWITCH = FOLDER.resolve("switch").resolve("asterisk");
    private static final Path TABLE = Path.of("target", "lab-calls.md");

    /// Of a line of `core show channels concise`.
    private static final int BRIDGE_FIELD = 12;

    private static final int FIRST_PORT = 24_060;
    private static final int PORT_STEP = 40;
    private static final int PORT_ROW = 6;

    /// Longer than a gate needs on a busy machine; tests of a gate that hangs set it shorter.
    private static final int PATIENCE_SECONDS = 8;

    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger campaigns = new AtomicInteger();
    private final AtomicInteger agents = new AtomicInteger();
    private final Thread ending = new Thread(this::end, "lab-ends");
    private final int port = Ports.freeForLab(FIRST_PORT, PORT_STEP, PORT_ROW);
    private final Installation origin;
    private final GateProcess gate;
    private volatile Asked asked;

    private Lab(Installation origin, GateProcess gate) {
        this.origin = origin;
        this.gate = gate;
        this.asked = gate.asked("up");
    }

    static Lab start() {
        Installation.deleteFolder(FOLDER.resolve("gates"));
        try {
            Files.createDirectories(FOLDER.resolve("outputs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Installation origin = Installation.prepare(FOLDER.resolve("gates").resolve("origin"));
        GateProcess gate = origin.copy("main", Map.of(), Map.of()).serve();
        Lab lab = new Lab(origin, gate);
        try {
            lab.startSwitch();
            return lab;
        } catch (RuntimeException | AssertionError e) {
            lab.end();
            throw e;
        }
    }

    private void startSwitch() {
        Runtime.getRuntime().addShutdownHook(ending);
        run("start", "--port", Integer.toString(port));
        teachCarrier();
        configureSwitch();
        ask(asked);
    }

    private void teachCarrier() {
        for (List<String> behaviour : LabNumbers.BEHAVIOURS) {
            behave("trunk1", behaviour.toArray(String[]::new));
        }
    }

    /// The carrier of trunk1 forgets what it was told by a test.
    void carrierAsUsual() {
        behave("trunk1", "reset");
        teachCarrier();
    }

    private void configureSwitch() {
        set("RINGVAKT_TELL", "none");
        set("RINGVAKT_PATIENCE", PATIENCE_SECONDS);
        // The lab's permits are short; what is left until closing is not.
        set("RINGVAKT_SHORTEST", 1);
    }

    /// Kills Asterisk, with every call, and starts it anew.
    void restartSwitch() {
        run("restart");
        configureSwitch();
        ask(asked);
    }

    /// Where the manager interface listens.
    int managerPort() {
        return port + 1;
    }

    /// Tells a carrier what to do with a number, or with all others (`default`).
    void behave(String trunk, String... words) {
        List<String> command = new ArrayList<>(List.of("trunk", trunk));
        command.addAll(List.of(words));
        run(command.toArray(String[]::new));
    }

    /// The switch's manager interface.
    SwitchSettings manager(String user, String secret) {
        return new SwitchSettings(
                "lab",
                "127.0.0.1",
                port + 1,
                false,
                user,
                secret,
                List.of("PJSIP/trunk1", "PJSIP/trunk2"),
                Duration.ofMillis(200),
                Duration.ofSeconds(2));
    }

    /// The lab's own gate.
    Asked gate() {
        return gate.asked("up");
    }

    GateProcess gateProcess() {
        return gate;
    }

    /// An installation like that of the lab's own gate, with a state of its own.
    Installation another(String name, Map<String, String> figures, Map<String, String> settings) {
        return origin.copy(name, figures, settings);
    }

    /// From now on the switch asks this one, and no other.
    void ask(Asked gate) {
        set("RINGVAKT_GATE", place(gate));
        set("RINGVAKT_GATE_2", "\"\"");
        asked = gate;
    }

    /// From now on the switch asks the first, and the second when that one has nothing to say. It
    /// is the second's ledger that calls are looked for in.
    void ask(Asked first, Asked second) {
        ask(second);
        set("RINGVAKT_GATE", place(first));
        set("RINGVAKT_GATE_2", place(second));
    }

    private static String place(Asked gate) {
        return gate.address().getAddress().getHostAddress() + ":" + gate.address().getPort();
    }

    /// Sets a global variable of the dialplan.
    void set(String variable, Object value) {
        rx("dialplan set global " + variable + " " + value);
    }

    void setPatience(int seconds) {
        set("RINGVAKT_PATIENCE", seconds);
    }

    void restorePatience() {
        setPatience(PATIENCE_SECONDS);
    }

    /// Asterisk's command line.
    String rx(String command) {
        return run("rx", command).out();
    }

    /// Places a call and returns at once. It is its campaign's and agent's only one, unless it
    /// names others.
    Call place(Dial dial) {
        Dial complete = dial.campaign().isEmpty() ? dial.campaign(campaign()) : dial;
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<String> words = new ArrayList<>(List.of("call"));
        words.addAll(complete.words());
        Call call =
                new Call(
                        this,
                        complete,
                        asked,
                        begun,
                        Programs.start(FOLDER.resolve("outputs"), command(words)));
        calls.add(call);
        return call;
    }

    /// What a caller from outside heard and where the call went.
    Inbound inbound(String caller) {
        return Inbound.of(caller, this::log);
    }

    /// What was played to the channel that asked the gate this.
    List<String> sounds(String question) {
        return Inbound.played(question, log());
    }

    /// The switch's log.
    String log() {
        return Programs.read(SWITCH.resolve("log").resolve("full"));
    }

    /// Where the switch records a call, if it does.
    static Path recording(LedgerFile.Attempt attempt) {
        return SWITCH.resolve("spool")
                .resolve("recordings")
                .resolve("attempt-" + attempt.id() + ".wav");
    }

    /// Waits until the channel that begins so talks with another, and returns its name.
    String awaitBridged(String prefix) {
        return await("bridge of " + prefix)
                .atMost(Duration.ofSeconds(20))
                .until(() -> bridged(prefix), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> bridged(String prefix) {
        return rx("core show channels concise")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.split("!", -1))
                .filter(fields -> !fields[BRIDGE_FIELD].isEmpty())
                .map(fields -> fields[0])
                .findFirst();
    }

    /// Presses keys on the phone behind a channel.
    void press(String channel, String keys) {
        run("press", channel, keys);
    }

    /// A campaign that no other call has.
    String campaign() {
        int next = campaigns.incrementAndGet();
        if (next > Installation.CAMPAIGNS) {
            throw new AssertionError("no campaign left (expected: more in Installation)");
        }
        return "el-" + next;
    }

    /// An agent whom no other call has.
    String agent() {
        return "agent-" + agents.incrementAndGet();
    }

    /// All INVITEs with this number that reached a carrier, oldest first.
    List<Invite> invites(String number) {
        return invites(run("invites", "--number", number));
    }

    /// All INVITEs that reached a carrier, oldest first.
    List<Invite> invites() {
        return invites(run("invites"));
    }

    private static List<Invite> invites(Programs.Result listing) {
        return listing.lines().stream().map(Invite::parse).toList();
    }

    private Programs.Result run(String... words) {
        return Programs.run(FOLDER.resolve("outputs"), command(List.of(words)));
    }

    private static List<String> command(List<String> words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                SCRIPT.toAbsolutePath().toString(),
                                "--dir",
                                FOLDER.resolve("switch").toString()));
        command.addAll(words);
        return command;
    }

    private void end() {
        calls.forEach(Call::end);
        gate.close();
        run("stop");
    }

    /// Writes the table of calls, and stops everything.
    @Override
    public void close() {
        try {
            CallTable.write(List.copyOf(calls), invites(), TABLE);
        } finally {
            end();
            Runtime.getRuntime().removeShutdownHook(ending);
        }
    }
}
