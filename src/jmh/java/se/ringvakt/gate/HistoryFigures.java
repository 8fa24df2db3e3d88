package se.ringvakt.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import se.ringvakt.bench.Folders;
import se.ringvakt.bench.SyntheticHistory;
import se.ringvakt.bench.Table;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.ledger.report.LedgerReports;
import se.ringvakt.ledger.report.ReportRolling;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

/// What the dashboard asks of ten million decisions: how long each question takes, and what all of
/// them, with the counting beside it, cost a decision that is durable before it is answered.
public final class HistoryFigures {
    private static final long DECISIONS = 10_000_000;
    private static final int RUNS = 20;
    private static final int ROUNDS = 7;
    private static final int SECONDS = 10;
    private static final int WARMUP_SECONDS = 10;

    /// 10,000 agents dial 52 times a second.
    private static final int[] RATES = {1_000, 200};

    private static final long QUESTION_MILLIS = 100;
    private static final long TAIL_MILLIS = 250;
    private static final int PAGE = 100;
    private static final int ALL_NUMBERS = 10_000_000;
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private final Path folder;
    private final long decisions;
    private final AtomicInteger dials = new AtomicInteger();

    private HistoryFigures(Path folder, long decisions) {
        this.folder = folder;
        this.decisions = decisions;
    }

    /// Prints tables. Arguments: decisions (10,000,000), rounds (7), and a folder to keep them in.
    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException {
        long decisions = arguments.length > 0 ? Long.parseLong(arguments[0]) : DECISIONS;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        boolean keep = arguments.length > 2;
        Path folder = keep ? Path.of(arguments[2]) : Folders.temporary();
        try {
            new HistoryFigures(folder, decisions).run(rounds);
        } finally {
            if (!keep) {
                Folders.delete(folder);
            }
        }
    }

    private void run(int rounds) throws IOException, InterruptedException, SQLException {
        Path file = folder.resolve("ledger.db");
        if (!Files.exists(file)) {
            SyntheticHistory.write(file, decisions);
        }
        InstantSource clock = SyntheticKnowledge.clock();
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file))) {
            Path counts = folder.resolve("reports.db");
            Files.deleteIfExists(counts);
            try (LedgerReports reports = LedgerReports.open(database.view(), counts, ZONE, clock)) {
                catchUp(reports, counts);
                questions(reports);
                beside(database, reports, clock, rounds);
            }
        }
    }

    private void catchUp(LedgerReports reports, Path counts) throws IOException {
        long begin = System.nanoTime();
        long longest = 0;
        boolean more = true;
        while (more) {
            long step = System.nanoTime();
            more = reports.roll();
            longest = Math.max(longest, System.nanoTime() - step);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Table table = new Table("counting from nothing", "s", "rows/s", "longest step ms", "MB");
        table.row(
                String.format("%,d decisions", decisions),
                seconds,
                Math.rint(decisions / seconds),
                longest / 1e6,
                (double) (Files.size(counts) >> 20));
        table.print();
    }

    private void questions(LedgerReports reports) {
        Table table = new Table("a question, ms (goal 1,000)", "first", "p50", "max");
        List<String> slow = new ArrayList<>();
        all(reports)
                .forEach((name, question) -> {
                    double[] millis = new double[RUNS];
                    for (int i = 0; i < RUNS; i++) {
                        long begin = System.nanoTime();
                        question.run();
                        millis[i] = (System.nanoTime() - begin) / 1e6;
                    }
                    double first = millis[0];
                    Arrays.sort(millis);
                    table.row(name, first, millis[RUNS / 2], millis[RUNS - 1]);
                    if (millis[RUNS - 1] > 1_000) {
                        slow.add(name);
                    }
                });
        table.print();
        System.out.println(slow.isEmpty() ? "all within 1 s" : "over 1 s: " + slow);
    }

    /// What the pages ask.
    private Map<String, Runnable> all(LedgerReports reports) {
        Instant end = SyntheticHistory.END;
        Instant today = end.atZone(ZONE).toLocalDate().atStartOfDay(ZONE).toInstant();
        Instant first = today.minus(SyntheticHistory.DAYS, ChronoUnit.DAYS);
        Instant odd = first.plus(17, ChronoUnit.MINUTES);
        Set<String> principal =
                IntStream.range(0, SyntheticHistory.CAMPAIGNS / 2)
                        .mapToObj(i -> "campaign-" + i)
                        .collect(Collectors.toSet());
        Map<String, Runnable> all = new LinkedHashMap<>();
        count(all, reports, "today by minute", Query.of(today, end, Group.MINUTE));
        count(all, reports, "today by reason", Query.of(today, end, Group.REASON));
        count(all, reports, "today by agent", Query.of(today, end, Group.AGENT));
        count(all, reports, "90 days, heat map", Query.of(odd, end, Group.WEEKDAY_HOUR));
        count(
                all,
                reports,
                "90 days, heat map of half of the campaigns",
                Query.of(first, end, Group.WEEKDAY_HOUR).in(principal));
        count(
                all,
                reports,
                "90 days, heat map of one agent",
                Query.of(first, end, Group.WEEKDAY_HOUR).by("agent-7"));
        count(all, reports, "90 days by hour", Query.of(odd, end, Group.HOUR));
        count(all, reports, "90 days by day", Query.of(odd, end, Group.DAY));
        count(all, reports, "90 days by campaign", Query.of(odd, end, Group.CAMPAIGN));
        count(all, reports, "90 days by agent", Query.of(odd, end, Group.AGENT));
        count(all, reports, "90 days by reason", Query.of(odd, end, Group.REASON));
        count(
                all,
                reports,
                "two days of one campaign by minute",
                Query.of(end.minus(2, ChronoUnit.DAYS), end, Group.MINUTE)
                        .in(Set.of("campaign-7")));
        pages(all, reports.decisions(), first, end);
        return all;
    }

    private void pages(Map<String, Runnable> all, Decisions decisions, Instant first, Instant end) {
        Cursor deep = new Cursor(first.plus(3, ChronoUnit.DAYS), new DecisionId(Ruling.DENIED, 1));
        Instant noon = end.minus(30, ChronoUnit.DAYS).minus(7, ChronoUnit.HOURS);
        page(all, decisions, "first page", Filter.ALL, Optional.empty());
        page(all, decisions, "deep page", Filter.ALL, Optional.of(deep));
        page(all, decisions, "denials", Filter.ALL.of(Ruling.DENIED), Optional.empty());
        page(
                all,
                decisions,
                "one minute",
                Filter.ALL.between(noon, noon.plus(1, ChronoUnit.MINUTES)),
                Optional.empty());
        page(
                all,
                decisions,
                "rare agent",
                Filter.ALL.by(SyntheticHistory.RARE_AGENT),
                Optional.empty());
        page(
                all,
                decisions,
                "rare reason",
                Filter.ALL.because(Set.of(Reason.FOREIGN_NUMBER)),
                Optional.empty());
        page(
                all,
                decisions,
                "agent and reason that never meet",
                Filter.ALL.by("agent-7").because(Set.of(Reason.FOREIGN_NUMBER)),
                Optional.empty());
        page(all, decisions, "unknown agent", Filter.ALL.by("nobody"), Optional.empty());
        page(
                all,
                decisions,
                "one agent's silent calls",
                Filter.ALL.by("agent-7").silences(),
                Optional.empty());
        page(
                all,
                decisions,
                "one campaign's breaches",
                Filter.ALL.in(Set.of("campaign-7")).breaches(),
                Optional.empty());
        page(
                all,
                decisions,
                "one number",
                Filter.ALL.to(new PhoneNumber(SyntheticHistory.number(this.decisions))),
                Optional.empty());
    }

    private static void count(
            Map<String, Runnable> all, LedgerReports reports, String name, Query query) {
        all.put(name, () -> reports.counts().count(query));
    }

    private static void page(
            Map<String, Runnable> all,
            Decisions decisions,
            String name,
            Filter filter,
            Optional<Cursor> after) {
        List<Decision> found = decisions.page(filter, after, PAGE).decisions();
        all.put(
                "page: " + name + " (" + found.size() + ")",
                () -> decisions.page(filter, after, PAGE));
    }

    private void beside(
            SqliteDatabase database, LedgerReports reports, InstantSource clock, int rounds)
            throws IOException, InterruptedException {
        Path registers = Files.createDirectories(folder.resolve("registers"));
        try (SqliteLedger ledger = SqliteLedger.start(database, clock)) {
            Gate gate =
                    new Gate(
                            new NumberPlan(
                                    PolicyReader.builtIn("sweden").numbering(),
                                    NumberPlan.Settings.USUAL),
                            SyntheticKnowledge.in(registers, clock),
                            ledger,
                            Rulebook.of(PolicyReader.builtIn("sweden")),
                            clock,
                            Sight.NONE,
                            new Meters(new SimpleMeterRegistry()));
            load(gate, RATES[0], WARMUP_SECONDS);
            for (int rate : RATES) {
                beside(gate, rate, reports, rounds);
            }
        }
    }

    private void beside(Gate gate, int rate, LedgerReports reports, int rounds)
            throws InterruptedException {
        double[][] alone = new double[rounds][];
        double[][] asked = new double[rounds][];
        for (int round = 0; round < rounds; round++) {
            alone[round] = load(gate, rate, SECONDS);
            try (ReportRolling _ = ReportRolling.start(reports);
                    Asking _ = new Asking(reports)) {
                asked[round] = load(gate, rate, SECONDS);
            }
        }
        Table table =
                new Table(
                        String.format("durable decision at %,d a second, us, beside it:", rate),
                        "p50",
                        "p99",
                        "p99.9");
        table.row("nothing", medians(alone));
        table.row("counting, a question each 100 ms, live feed", medians(asked));
        table.row("ratio", ratios(alone, asked));
        table.print();
    }

    /// One after the other, for as long as it is open.
    private final class Asking implements AutoCloseable {
        private final Thread questions;
        private final Thread tail;
        private volatile boolean closed;

        Asking(LedgerReports reports) {
            List<Runnable> all = List.copyOf(all(reports).values());
            Decisions.Tail feed = reports.decisions().tail();
            questions = Thread.ofPlatform().start(() -> ask(all));
            tail = Thread.ofPlatform().start(() -> follow(feed));
        }

        private void ask(List<Runnable> all) {
            for (int i = 0; !closed; i++) {
                all.get(i % all.size()).run();
                LockSupport.parkNanos(Duration.ofMillis(QUESTION_MILLIS).toNanos());
            }
        }

        private void follow(Decisions.Tail feed) {
            while (!closed) {
                feed.next(Decisions.PAGE_MOST);
                LockSupport.parkNanos(Duration.ofMillis(TAIL_MILLIS).toNanos());
            }
        }

        @Override
        public void close() {
            closed = true;
            try {
                questions.join();
                tail.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Dials at the fixed rate, each timed from when it was due, then taken back, so that agents
    /// are free again and outcomes come in.
    private double[] load(Gate gate, int rate, int seconds) throws InterruptedException {
        long[] nanos = new long[seconds * rate];
        long apart = Duration.ofSeconds(1).toNanos() / rate;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < nanos.length; i++) {
                int dial = i;
                long due = begin + i * apart;
                LockSupport.parkNanos(due - System.nanoTime());
                callers.execute(() -> {
                    Answer answer = gate.decide(request());
                    nanos[dial] = System.nanoTime() - due;
                    if (answer instanceof Answer.Allowed allowed) {
                        gate.outcomes().withdraw(allowed.attempt());
                    }
                });
            }
        }
        Arrays.sort(nanos);
        return new double[] {
            nanos[nanos.length / 2] / 1e3,
            nanos[nanos.length * 99 / 100] / 1e3,
            nanos[(int) (nanos.length * 999L / 1_000)] / 1e3
        };
    }

    private DialRequest request() {
        int dial = dials.incrementAndGet();
        return new DialRequest(
                "0" + (790_000_000 + dial % ALL_NUMBERS),
                SyntheticKnowledge.CAMPAIGN,
                Optional.of(new AgentId("agent-" + dial % 5_000)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000." + dial);
    }

    private static double[] medians(double[][] rounds) {
        double[] medians = new double[rounds[0].length];
        for (int i = 0; i < medians.length; i++) {
            int column = i;
            double[] sorted = Arrays.stream(rounds).mapToDouble(round -> round[column]).toArray();
            Arrays.sort(sorted);
            medians[i] = sorted[sorted.length / 2];
        }
        return medians;
    }

    private static double[] ratios(double[][] alone, double[][] asked) {
        double[] one = medians(alone);
        double[] other = medians(asked);
        return IntStream.range(0, one.length).mapToDouble(i -> other[i] / one[i]).toArray();
    }
}
