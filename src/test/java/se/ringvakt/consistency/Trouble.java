package se.ringvakt.consistency;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import se.ringvakt.call.CampaignId;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Everything that goes wrong, one thing after another, at random, in a thread of its own: wires,
/// gates, the database. And what supervisors do meanwhile: stop a campaign, and resume it.
final class Trouble implements Runnable {
    private static final int FAULT_MILLIS_MOST = 1_200;

    private final AtomicReferenceArray<Node> nodes;
    private final IntFunction<Node> newNode;
    private final PostgresServer server;
    private final World world;
    private final SplittableRandom random;
    private final int calmMillisMost;
    private volatile boolean ended;

    int cuts;
    int deaf;
    int slow;
    int kills;
    int restarts;
    int stops;

    /// @param newNode makes the gate that takes a killed one's place
    /// @param calmMillisMost how long nothing goes wrong between two faults, at most
    Trouble(
            AtomicReferenceArray<Node> nodes,
            IntFunction<Node> newNode,
            PostgresServer server,
            World world,
            int calmMillisMost,
            long seed) {
        this.nodes = nodes;
        this.newNode = newNode;
        this.server = server;
        this.world = world;
        this.calmMillisMost = calmMillisMost;
        this.random = new SplittableRandom(seed);
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                Thread.sleep(random.nextInt(calmMillisMost));
                one();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < nodes.length(); i++) {
            nodes.get(i).wire(Wire.State.WHOLE);
        }
    }

    private void one() throws InterruptedException {
        int which = random.nextInt(nodes.length());
        int what = random.nextInt(100);
        if (what < 25) {
            cuts++;
            wire(which, Wire.State.CUT);
        } else if (what < 60) {
            deaf++;
            Wire.State[] kinds = {Wire.State.DEAF_GATE, Wire.State.DEAF_SERVER, Wire.State.SILENT};
            wire(which, kinds[random.nextInt(kinds.length)]);
        } else if (what < 75) {
            slow++;
            wire(which, Wire.State.SLOW);
        } else if (what < 85) {
            kills++;
            nodes.getAndSet(which, newNode.apply(which)).kill();
        } else if (what < 90) {
            restarts++;
            server.stopImmediately();
            Thread.sleep(random.nextInt(FAULT_MILLIS_MOST));
            server.start();
        } else {
            stops++;
            CampaignId campaign = World.CAMPAIGNS.get(random.nextInt(World.CAMPAIGNS.size()));
            world.stop(campaign);
            Thread.sleep(random.nextInt(FAULT_MILLIS_MOST));
            world.resume(campaign);
        }
    }

    private void wire(int which, Wire.State state) throws InterruptedException {
        Node node = nodes.get(which);
        node.wire(state);
        Thread.sleep(random.nextInt(FAULT_MILLIS_MOST));
        node.wire(Wire.State.WHOLE);
    }

    @Override
    public String toString() {
        return "cuts %d, deaf or silent %d, slow %d, gates killed %d, databases killed %d, stops %d"
                .formatted(cuts, deaf, slow, kills, restarts, stops);
    }
}
