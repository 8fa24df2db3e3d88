package se.ringvakt.consistency;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.rule.Reason;

/// What the switches do: dial at random by any gate, and tell any gate of any outcome, late, twice
/// or never. Each step moves the one simulated clock on; while nobody may be called it goes faster.
final class Switches {
    private static final int AGENTS = 200;
    private static final int LOOKS = 6;
    private static final long OUTAGE_PAUSE_MILLIS = 2;

    private final AtomicReferenceArray<Node> nodes;
    private final World world;
    private final AtomicLong clock;
    private final Memory memory;
    private final int firstNumber;
    private final int numbers;
    private final Queue<Due> due = new PriorityBlockingQueue<>();
    private final Map<String, Long> retryAt = new ConcurrentHashMap<>();

    /// A call that ends at this simulated time.
    private record Due(long at, Attempt attempt, int tries) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(at, other.at);
        }
    }

    Switches(
            AtomicReferenceArray<Node> nodes,
            World world,
            AtomicLong clock,
            Memory memory,
            int firstNumber,
            int numbers) {
        this.nodes = nodes;
        this.world = world;
        this.clock = clock;
        this.memory = memory;
        this.firstNumber = firstNumber;
        this.numbers = numbers;
    }

    /// One caller's work until this simulated time.
    void work(long until, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        while (clock.get() < until) {
            Due ended = due.poll();
            if (ended != null && ended.at <= clock.get()) {
                tell(ended, random);
            } else {
                if (ended != null) {
                    due.add(ended);
                }
                dial(random);
            }
        }
    }

    private void dial(SplittableRandom random) {
        for (int look = 0; look < LOOKS; look++) {
            int number = number(random);
            CampaignId campaign = pick(World.CAMPAIGNS, random);
            long notBefore = retryAt.getOrDefault(number + campaign.value(), 0L);
            if (notBefore <= clock.get() || random.nextInt(60) == 0) {
                dial(number, campaign, random);
                clock.addAndGet(random.nextInt(20_000));
                return;
            }
        }
        clock.addAndGet(random.nextInt(120_000));
    }

    /// Every third time the number that everybody wants just now.
    private int number(SplittableRandom random) {
        int wanted = (int) Math.floorMod(clock.get() / 300_000 * 31, (long) numbers);
        return firstNumber + (random.nextInt(3) == 0 ? wanted : random.nextInt(numbers));
    }

    private void dial(int number, CampaignId campaign, SplittableRandom random) {
        Node node = node(random);
        World.Stop before = world.state(campaign);
        memory.dials.increment();
        long asked = clock.get();
        Answer answer = node.gate().decide(request(number, campaign, random));
        switch (answer) {
            case Answer.Allowed allowed -> {
                if (before.on() && before.equals(world.state(campaign))) {
                    memory.wrong.add("attempt " + allowed.attempt().id() + ": campaign stopped");
                }
                memory.permitted(new Memory.Permit(allowed.attempt(), asked, clock.get()));
                allowed(node, allowed.attempt(), random);
            }
            case Answer.Denied denied -> denied(number + campaign.value(), denied);
            case Answer.Emergency _ -> memory.wrong.add(number + ": an emergency number");
        }
    }

    private static DialRequest request(int number, CampaignId campaign, SplittableRandom random) {
        return new DialRequest(
                "0" + number,
                campaign,
                Optional.of(new AgentId("a" + random.nextInt(AGENTS))),
                random.nextInt(10) == 0 ? Kind.PROGRESSIVE : Kind.MANUAL,
                random.nextInt(150),
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "u" + random.nextInt(1_000_000));
    }

    private void denied(String line, Answer.Denied denied) {
        if (denied.primary() == Reason.UNAVAILABLE) {
            memory.unavailable.increment();
            pause();
        } else {
            denied.retryAt().ifPresent(at -> retryAt.put(line, at.toInstant().toEpochMilli()));
        }
    }

    private void allowed(Node node, Attempt attempt, SplittableRandom random) {
        int fate = random.nextInt(100);
        if (fate < 4) {
            memory.givenBack.add(attempt.id().value());
            withdraw(node, attempt);
        } else if (fate < 94) {
            // Most within minutes; some when the attempt was given up long ago.
            long seconds = fate < 90 ? random.nextInt(20, 150) : random.nextInt(10_000, 18_000);
            due.add(new Due(clock.get() + 1_000 * seconds, attempt, 0));
        }
    }

    private void withdraw(Node node, Attempt attempt) {
        memory.over(attempt, clock.get());
        try {
            node.gate().outcomes().withdraw(attempt);
        } catch (LedgerException e) {
            memory.failedOutcomes.increment();
        }
    }

    private void tell(Due ended, SplittableRandom random) {
        Node node = node(random);
        memory.over(ended.attempt, clock.get());
        try {
            node.gate().outcomes().told(report(ended.attempt, node.now(), random));
            memory.told.add(ended.attempt.id().value());
            forget(ended.attempt);
            if (random.nextInt(10) == 0 && ended.tries < 2) {
                // Once more, to somebody else, and not the same.
                due.add(new Due(clock.get() + random.nextInt(60_000), ended.attempt, 2));
            }
        } catch (LedgerException e) {
            memory.failedOutcomes.increment();
            pause();
            if (ended.tries < 2) {
                due.add(new Due(clock.get() + 1_000, ended.attempt, ended.tries + 1));
            }
        }
    }

    /// The number may be free earlier than a denial said.
    private void forget(Attempt attempt) {
        String number = attempt.number().international().replace("+46", "");
        retryAt.remove(number + attempt.campaign());
    }

    private static OutcomeReport report(Attempt attempt, Instant at, SplittableRandom random) {
        int what = random.nextInt(100);
        boolean answers = what >= 85;
        String status =
                what < 60 ? "CHANUNAVAIL" : what < 65 ? "BUSY" : answers ? "ANSWER" : "NOANSWER";
        boolean rings = what >= 65;
        OptionalLong none = OptionalLong.empty();
        return new OutcomeReport(
                attempt.id(),
                at,
                EnumSet.of(random.nextBoolean() ? Source.HANDLER : Source.EVENTS),
                status,
                OptionalInt.of(status.equals("BUSY") ? 17 : 0),
                new Dialling(
                        rings ? OptionalLong.of(2_000) : none,
                        none,
                        Optional.of(attempt.start()),
                        Optional.of(attempt.start().plus(Duration.ofSeconds(45)))),
                answers
                        ? new Talk(
                                OptionalLong.of(20_000),
                                Optional.of(what < 97),
                                OptionalLong.of(200))
                        : Talk.UNKNOWN,
                Optional.empty());
    }

    private Node node(SplittableRandom random) {
        return nodes.get(random.nextInt(nodes.length()));
    }

    private static <T> T pick(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static void pause() {
        try {
            Thread.sleep(OUTAGE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
