package se.ringvakt.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.RegisterWatch;
import se.ringvakt.register.RegisterWatch.Look;
import se.ringvakt.register.Registers;

/// What stands on disk, in memory: campaigns, lists and registers, followed as commands change
/// them.
///
/// All is read before the first answer. Call [#follow] a few times a second from one thread; the
/// rest is thread-safe and never waits. What could not be followed for too long is no longer fresh,
/// and nothing is allowed by it. A register that cannot be loaded does not make it stale: the
/// version in force stays, and its own age stops the calls in time.
public final class LiveKnowledge implements Knowledge {
    private static final Logger LOG = LoggerFactory.getLogger(LiveKnowledge.class);

    private final CampaignStore store;
    private final KnownNumbers known;
    private final Registers registers;
    private final RegisterWatch watch;
    private final InstantSource clock;
    private final Duration freshFor;
    private final Meters meters;

    private volatile Campaigns campaigns;
    private volatile String versions = "";
    private volatile List<Look> looks = List.of();
    private volatile Instant followed;
    private long revision;
    private String lastProblem = "";

    /// Reads everything.
    ///
    /// @param freshFor how long it is trusted after it was last followed
    public LiveKnowledge(
            CampaignStore store,
            KnownNumbers known,
            Registers registers,
            RegisterWatch watch,
            InstantSource clock,
            Duration freshFor,
            Meters meters) {
        this.store = store;
        this.known = known;
        this.registers = registers;
        this.watch = watch;
        this.clock = clock;
        this.freshFor = freshFor;
        this.meters = meters;
        // Whoever watches how these grow must see them before the first.
        var _ = meters.counter(Meter.KNOWLEDGE_FAULTS);
        this.revision = store.revision();
        this.campaigns = store.read();
        this.followed = clock.instant();
        tell(followRegisters());
    }

    /// Takes over what has changed on disk. Never throws: what cannot be read is tried again at the
    /// next call, and told once.
    public void follow() {
        Instant begun = clock.instant();
        try {
            followCampaigns();
            known.follow();
            followed = begun;
            tell(followRegisters());
        } catch (RuntimeException e) {
            meters.count(Meter.KNOWLEDGE_FAULTS);
            tell("what has changed cannot be read: " + e.getMessage());
        }
    }

    private void followCampaigns() {
        long latest = store.revision();
        if (latest != revision) {
            campaigns = store.read();
            revision = latest;
        }
    }

    /// What is wrong with a register; empty: nothing. The version in force stays.
    private String followRegisters() {
        long beganNanos = System.nanoTime();
        List<Look> now = watch.refresh();
        looks = now;
        if (now.stream().anyMatch(Look::swapped)) {
            meters.timer(Meter.REGISTER_SWAP).since(beganNanos);
        }
        versions = now.stream().map(LiveKnowledge::version).collect(Collectors.joining(" "));
        for (Look look : now) {
            if (look.swapped()) {
                LOG.info("register {} is in force", version(look));
            }
        }
        return now.stream()
                .map(Look::problem)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String version(Look look) {
        return look.register() + "@" + look.inForce().map(v -> v.id()).orElse("none");
    }

    private void tell(String problem) {
        if (problem.equals(lastProblem)) {
            return;
        }
        lastProblem = problem;
        if (problem.isEmpty()) {
            LOG.info("campaigns, lists and registers are being followed again");
        } else {
            LOG.warn("{}", problem);
        }
    }

    @Override
    public Campaigns campaigns() {
        return campaigns;
    }

    @Override
    public List<RegisterAnswer> registers(PhoneNumber number) {
        return registers.answers(number);
    }

    @Override
    public KnownOfNumber known(PhoneNumber number) {
        return known.of(number);
    }

    /// Takes over at once what the lists on disk say of a number. Blocks.
    ///
    /// @throws se.ringvakt.ledger.LedgerException when they cannot be read
    public void refresh(PhoneNumber number) {
        known.refresh(number);
    }

    @Override
    public String versions() {
        return versions;
    }

    /// What the last look at each register brought; touches no disk.
    public List<Look> looks() {
        return looks;
    }

    @Override
    public boolean isFresh() {
        return age().compareTo(freshFor) <= 0;
    }

    /// How long ago it was last followed.
    public Duration age() {
        return Duration.between(followed, clock.instant());
    }
}
