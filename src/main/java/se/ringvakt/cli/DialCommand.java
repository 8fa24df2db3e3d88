package se.ringvakt.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.Kind;
import se.ringvakt.site.Site;
import se.ringvakt.site.Unreachable;
import se.ringvakt.view.Table;
import se.ringvakt.view.Words;

/// `dial`: plays a switch against a running gate. What it is allowed is an attempt like any other.
@Command(
        name = "dial",
        description = {
            "Ask a running gate as a switch does, and print what it answers.",
            "No telephone rings, but an allowed dial is recorded and counts "
                    + "like any other; report what became of it with --outcome, or it "
                    + "stays open and holds the agent."
        })
final class DialCommand implements Callable<Integer> {
    private static final int UNIQUE_BOUND = 1_000_000;
    private static final int PORT_MOST = 65_535;

    @Mixin private final Common common;
    @Mixin private final Wishes wishes = new Wishes();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "What is to be dialled, in any spelling.")
    private String number = "";

    @Option(names = "--campaign", required = true, paramLabel = "ID", description = "For which.")
    private String campaign = "";

    @Option(names = "--agent", paramLabel = "ID", description = "Who will talk.")
    private Optional<String> agent = Optional.empty();

    @Option(
            names = "--gate",
            paramLabel = "HOST:PORT",
            description = "The gate (default: that of the settings).")
    private Optional<String> gate = Optional.empty();

    @Option(
            names = "--outcome",
            paramLabel = "WORD",
            description =
                    "Report, when allowed: answer, busy, declined, noanswer, cancel "
                            + "(the agent gives up too soon) or unreached (the trunk fails before "
                            + "it rings).")
    private Optional<String> outcome = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "MILLISECONDS",
            defaultValue = "3000",
            description = "How long to wait for the gate (default: 3000).")
    private int patienceMillis;

    DialCommand(Host host) {
        common = new Common(host);
    }

    /// What the gate said.
    ///
    /// @param outcome what was reported; empty: nothing was
    record Result(
            boolean allowed,
            String uniqueId,
            double millis,
            Map<String, String> variables,
            Optional<String> outcome) {}

    @Override
    public Integer call() {
        Optional<PlayedOutcome> played = outcome.map(this::played);
        if (patienceMillis < 1) {
            throw common.misuse("--patience: " + patienceMillis + " (expected: 1 or more)");
        }
        AgiCall call = new AgiCall(address(), Duration.ofMillis(patienceMillis));
        Instant now = Instant.now();
        String uniqueId =
                now.getEpochSecond() + "." + ThreadLocalRandom.current().nextInt(UNIQUE_BOUND);
        String script = AgiCall.script("dial", parameters());
        long beforeNanos = System.nanoTime();
        Map<String, String> variables = call.ask(script, uniqueId);
        long tookNanos = System.nanoTime() - beforeNanos;
        boolean allowed = allowed(variables, uniqueId);
        String attempt = variables.getOrDefault("RINGVAKT_ATTEMPT", "");
        // An emergency number has no attempt, and nothing to report.
        boolean report = allowed && played.isPresent() && !attempt.isEmpty();
        if (report) {
            Duration timeout = timeout(variables);
            Map<String, String> told = played.get().parameters(attempt, timeout, Instant.now());
            call.ask(AgiCall.script("outcome", told), uniqueId);
        }
        double millis = TimeUnit.NANOSECONDS.toMicros(tookNanos) / 1000.0;
        output.print(
                new Result(
                        allowed,
                        uniqueId,
                        millis,
                        variables,
                        report ? played.map(Words::of) : Optional.empty()),
                DialCommand::text);
        return (allowed ? ExitCode.OK : ExitCode.NO).code();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("number", number);
        parameters.put("campaign", campaign);
        agent.ifPresent(id -> parameters.put("agent", id));
        Kind kind = wishes.kind();
        parameters.put("kind", Words.of(kind));
        if (wishes.timeoutSeconds() > 0) {
            parameters.put("timeout", Integer.toString(wishes.timeoutSeconds()));
        }
        wishes.callerId().ifPresent(shown -> parameters.put("cli", shown));
        return parameters;
    }

    /// Only this call's own verdict counts, as in the dialplan.
    private static boolean allowed(Map<String, String> variables, String uniqueId) {
        String verdict = variables.getOrDefault("RINGVAKT_VERDICT", "");
        if (verdict.equals("ALLOW:" + uniqueId)) {
            return true;
        }
        if (!verdict.startsWith("DENY:")) {
            throw new Unreachable(
                    "verdict: '" + verdict + "' (expected: ALLOW or DENY for " + uniqueId + ")");
        }
        return false;
    }

    private static Duration timeout(Map<String, String> variables) {
        String seconds = variables.getOrDefault("RINGVAKT_TIMEOUT", "");
        return seconds.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Integer.parseInt(seconds))
                : Duration.ZERO;
    }

    private PlayedOutcome played(String word) {
        return PlayedOutcome.named(word)
                .orElseThrow(() ->
                        common.misuse(
                                "--outcome: "
                                        + word
                                        + " (expected: one of "
                                        + PlayedOutcome.words()
                                        + ")"));
    }

    private InetSocketAddress address() {
        if (gate.isPresent()) {
            return parse(gate.get());
        }
        try (Site site = common.open()) {
            InetSocketAddress listen = site.gate();
            boolean any = listen.getAddress() != null && listen.getAddress().isAnyLocalAddress();
            return any
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listen.getPort())
                    : listen;
        }
    }

    private InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MOST) {
            throw common.misuse("--gate: " + text + " (expected: HOST:PORT)");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
    }

    private static void text(Result result, PrintWriter out) {
        out.println((result.allowed() ? "ALLOWED" : "DENIED") + " in " + result.millis() + " ms");
        Table table = new Table();
        result.variables().forEach(table::row);
        table.print(out, "  ");
        result.outcome().ifPresent(word -> out.println("reported: " + word));
    }
}
