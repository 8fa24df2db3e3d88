package se.ringvakt.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import se.ringvakt.agi.AgiClient;

/// Switches that dial without a pause at several gates, mostly the same few numbers at the same
/// time, and tell what became of it; and somebody at each gate who keeps dialling 112.
final class Load implements AutoCloseable {
    private static final int CALLERS_PER_GATE = 8;
    private static final int DIALS_PER_SECOND = 60;

    /// Numbers that are dialled at one time, and how long until others are.
    private static final int NUMBERS = 40;

    private static final long NUMBERS_FOR_MILLIS = 1_000;
    private static final int RELEASED_PERCENT = 80;
    private static final long EMERGENCY_EVERY_MILLIS = 100;

    private final List<InetSocketAddress> gates;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final long beganNanos = System.nanoTime();
    private final Queue<Dial> dials = new ConcurrentLinkedQueue<>();
    private final Queue<String> emergenciesDenied = new ConcurrentLinkedQueue<>();
    private final AtomicInteger emergencies = new AtomicInteger();
    private final AtomicInteger agents = new AtomicInteger();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> dead = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /// One question and what came of it.
    ///
    /// @param said a denial's reason; ALLOW; or NOTHING, the connection broke
    record Dial(int gate, long atNanos, long tookNanos, String said) {
        boolean isAllowed() {
            return said.equals("ALLOW");
        }

        boolean isUnavailable() {
            return said.equals("UNAVAILABLE");
        }
    }

    private Load(List<InetSocketAddress> gates) {
        this.gates = new ArrayList<>(gates);
    }

    static Load on(InetSocketAddress... gates) {
        Load load = new Load(List.of(gates));
        for (int gate = 0; gate < gates.length; gate++) {
            int which = gate;
            load.callers.execute(() -> load.dialEmergencies(which));
            for (int caller = 0; caller < CALLERS_PER_GATE; caller++) {
                long seed = 100L * gate + caller;
                load.callers.execute(() -> load.dial(which, new Random(seed)));
            }
        }
        return load;
    }

    /// The gate is being killed: whoever asks it hears nothing.
    void dead(int gate) {
        dead.add(gate);
    }

    /// It is there again, elsewhere.
    synchronized void moved(int gate, InetSocketAddress address) {
        gates.set(gate, address);
        dead.remove(gate);
    }

    private synchronized InetSocketAddress gate(int gate) {
        return gates.get(gate);
    }

    List<Dial> since(long nanos) {
        return dials.stream().filter(dial -> dial.atNanos() >= nanos).toList();
    }

    Set<Long> acknowledged() {
        return acknowledged;
    }

    List<String> emergenciesDenied() {
        return List.copyOf(emergenciesDenied);
    }

    int emergencies() {
        return emergencies.get();
    }

    private void dial(int gate, Random random) {
        long pauseNanos = 1_000_000_000L * CALLERS_PER_GATE / DIALS_PER_SECOND;
        while (!over) {
            LockSupport.parkNanos(pauseNanos);
            long began = System.nanoTime();
            String said;
            try {
                said = dialOne(gate, random);
            } catch (IOException e) {
                said = "NOTHING";
            }
            dials.add(new Dial(gate, began, System.nanoTime() - began, said));
        }
    }

    private String dialOne(int gate, Random random) throws IOException {
        long round = (System.nanoTime() - beganNanos) / 1_000_000 / NUMBERS_FOR_MILLIS;
        Map<String, String> answer =
                AgiClient.ask(
                        gate(gate),
                        "dial?number=0790%06d&campaign=el-2026&agent=%d"
                                .formatted(
                                        round * NUMBERS + random.nextInt(NUMBERS),
                                        agents.incrementAndGet()));
        if (!answer.get("RINGVAKT_VERDICT").startsWith("ALLOW:")) {
            return answer.get("RINGVAKT_REASON");
        }
        long attempt = Long.parseLong(answer.get("RINGVAKT_ATTEMPT"));
        acknowledged.add(attempt);
        if (random.nextInt(100) < RELEASED_PERCENT) {
            tell(random.nextInt(2), attempt);
        }
        return "ALLOW";
    }

    /// By whichever gate: a switch asks the other one when its own is silent.
    private void tell(int gate, long attempt) {
        try {
            AgiClient.ask(
                    gate(gate), "outcome?attempt=%d&status=CHANUNAVAIL&cause=3".formatted(attempt));
        } catch (IOException e) {
            // Then nobody knows what became of it, and it counts.
            assert dead.contains(gate) : e;
        }
    }

    private void dialEmergencies(int gate) {
        while (!over) {
            LockSupport.parkNanos(EMERGENCY_EVERY_MILLIS * 1_000_000);
            try {
                Map<String, String> answer =
                        AgiClient.ask(gate(gate), "dial?number=112&campaign=el-2026&agent=1");
                emergencies.incrementAndGet();
                if (!answer.get("RINGVAKT_VERDICT").startsWith("ALLOW")) {
                    emergenciesDenied.add(answer.toString());
                }
            } catch (IOException e) {
                if (!dead.contains(gate)) {
                    emergenciesDenied.add("gate " + gate + ": " + e);
                }
            }
        }
    }

    @Override
    public void close() {
        over = true;
        callers.shutdown();
        try {
            callers.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
