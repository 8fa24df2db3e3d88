package se.ringvakt.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;

/// Gates that share a database, and rounds of weeks in which much goes wrong. Each round has
/// numbers of its own, so that histories stay as long as they would be.
final class Cluster implements AutoCloseable {
    static final int GATES = 4;
    private static final int CALLERS = 12;
    private static final int SKEW_MINUTES_MOST = 8;
    private static final int FIRST_NUMBER = 790_000_000;
    private static final long COUNTRY = 46_000_000_000L;

    /// Three days before the clocks change, two weeks before Easter.
    private static final Instant BEGIN = Instant.parse("2031-03-27T06:00:00Z");

    private final PostgresServer server;
    private final PostgresSettings settings;
    private final UnaryOperator<Ledger> between;
    private final int calmMillisMost;
    private final SplittableRandom random;
    private final World world = new World();
    private final AtomicLong clock = new AtomicLong(BEGIN.toEpochMilli());
    private final AtomicReferenceArray<Node> nodes = new AtomicReferenceArray<>(GATES);
    private final AtomicInteger started = new AtomicInteger();
    private int nextNumber = FIRST_NUMBER;

    /// What a round leaves to be judged.
    record Round(Tables tables, Memory memory, String trouble, long retries) {}

    /// @param between what stands between each gate and its ledger
    /// @param calmMillisMost how long nothing goes wrong between two faults, at most; 0: nothing
    ///   does
    Cluster(
            PostgresServer server,
            PostgresSettings settings,
            UnaryOperator<Ledger> between,
            int calmMillisMost,
            long seed) {
        this.server = server;
        this.settings = settings;
        this.between = between;
        this.calmMillisMost = calmMillisMost;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < GATES; i++) {
            nodes.set(i, node(i));
        }
    }

    /// Each gate's clock is wrong by another amount, and by another again after it was killed.
    private Node node(int which) {
        int skew = started.incrementAndGet() * (which + 3) % (2 * SKEW_MINUTES_MOST + 1);
        Duration wrongBy = Duration.ofMinutes(skew - SKEW_MINUTES_MOST);
        return new Node(settings, world, () -> Instant.ofEpochMilli(clock.get()), wrongBy, between);
    }

    Round round(int numbers, Duration length) throws Exception {
        Memory memory = new Memory();
        Switches switches = new Switches(nodes, world, clock, memory, nextNumber, numbers);
        Trouble trouble = trouble();
        long until = clock.get() + length.toMillis();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1)) {
            Future<?> troubled = callers.submit(calmMillisMost > 0 ? trouble : () -> {});
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                long seed = random.nextLong();
                working.add(callers.submit(() -> switches.work(until, seed)));
            }
            await(working);
            trouble.end();
            await(List.of(troubled));
        }
        settleDown();
        Tables tables = read(numbers);
        nextNumber += numbers;
        // A day apart, so that no attempt of one round is open in the next.
        clock.addAndGet(Duration.ofDays(1).toMillis());
        return new Round(tables, memory, trouble.toString(), retries());
    }

    private Trouble trouble() {
        return new Trouble(
                nodes, this::node, server, world, Math.max(1, calmMillisMost), random.nextLong());
    }

    private static void await(List<Future<?>> all) throws InterruptedException, ExecutionException {
        for (Future<?> each : all) {
            each.get();
        }
    }

    /// Until every gate works again, has looked for what it doubts, and has written its denials.
    private void settleDown() throws InterruptedException {
        for (int i = 0; i < GATES; i++) {
            while (nodes.get(i).fault().isPresent()) {
                Thread.sleep(50);
            }
        }
        if (calmMillisMost > 0) {
            Thread.sleep(2_500);
        }
    }

    /// Runs this in the database, as nobody ever should.
    void tamper(String sql) {
        server.execute(settings.database(), sql);
    }

    /// The tables of the last round's numbers, as they are now.
    Tables again(int numbers) throws SQLException {
        nextNumber -= numbers;
        Tables tables = read(numbers);
        nextNumber += numbers;
        return tables;
    }

    private Tables read(int numbers) throws SQLException {
        try (Connection connection = server.connect(settings.database())) {
            long first = COUNTRY + nextNumber;
            return Tables.read(connection, first, first + numbers - 1);
        }
    }

    private long retries() {
        long all = 0;
        for (int i = 0; i < GATES; i++) {
            all += nodes.get(i).retries();
        }
        return all;
    }

    @Override
    public void close() {
        for (int i = 0; i < GATES; i++) {
            nodes.get(i).close();
        }
    }
}
