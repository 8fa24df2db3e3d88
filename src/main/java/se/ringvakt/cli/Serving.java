package se.ringvakt.cli;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import se.ringvakt.agi.AgiServer;
import se.ringvakt.ami.AmiLink;
import se.ringvakt.gate.CallBacks;
import se.ringvakt.gate.Consents;
import se.ringvakt.gate.Debts;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.InCall;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.Objecting;
import se.ringvakt.gate.OptOuts;
import se.ringvakt.metrics.Meter;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.watch.Supervision;

/// A running gate. Closing it takes no more questions, answers those it has, and then closes the
/// ledger.
final class Serving implements AutoCloseable {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final Duration REHEARSAL_EVERY = Duration.ofSeconds(10);
    private static final Duration DEBTS_EVERY = Duration.ofSeconds(10);
    private static final Duration BREACHES_EVERY = Duration.ofSeconds(5);

    private final InstalledSite site;
    private final StateLock lock;
    private final EvidenceKeeping evidence;
    private final Supervision supervision;
    private final ScheduledExecutorService follower;
    private final DailyErasing erasing;
    private final RegisterFollowing following;
    private final RegisterKeeping registers;
    private final DailyObjections objections;
    private final AgiServer server;
    private final Optional<WebParts> web;

    private Serving(
            InstalledSite site,
            StateLock lock,
            EvidenceKeeping evidence,
            Supervision supervision,
            ScheduledExecutorService follower,
            DailyErasing erasing,
            RegisterFollowing following,
            RegisterKeeping registers,
            DailyObjections objections,
            AgiServer server,
            Optional<WebParts> web) {
        this.site = site;
        this.lock = lock;
        this.evidence = evidence;
        this.supervision = supervision;
        this.follower = follower;
        this.erasing = erasing;
        this.following = following;
        this.registers = registers;
        this.objections = objections;
        this.server = server;
        this.web = web;
    }

    /// Reads what is known, opens the ledger, and only then listens. The site is closed with it,
    /// also when it cannot start.
    ///
    /// @param metrics as Prometheus reads them
    static Serving start(InstalledSite site, Supplier<String> metrics) {
        StateLock lock = StateLock.take(site.all().state());
        EvidenceKeeping evidence = EvidenceKeeping.start(site);
        RegisterFollowing following = new RegisterFollowing(site);
        try {
            following.start();
            LiveKnowledge knowledge = site.knowledge();
            Supervision supervision =
                    new Supervision(site.all().watchWithSecrets(), site.plan(), site.clock());
            Gate gate =
                    new Gate(
                            site.plan(),
                            knowledge,
                            site.ledger(),
                            Rulebook.of(site.policies(), site.rehearsal()),
                            site.clock(),
                            supervision.sight(),
                            evidence.witness(),
                            site.meters());
            new BreachFollowing(site, gate.outcomes()).look();
            new WarmUp(site, knowledge).run();
            OptOuts optOuts = optOuts(site, knowledge);
            AgiServer server =
                    AgiServer.start(
                            site.all().agi(),
                            gate,
                            Optional.of(inCall(site, knowledge, optOuts)),
                            site.all()::spelt,
                            site.clock(),
                            site.meters());
            supervision.start(
                    gate,
                    site.ledger(),
                    site.meters(),
                    (each, events) -> AmiLink.start(each, events, site.clock(), site.meters()));
            Optional<WebParts> web =
                    web(
                            new WebParts.Around(
                                    site,
                                    gate,
                                    knowledge,
                                    optOuts,
                                    supervision,
                                    evidence::fault,
                                    metrics),
                            server);
            return new Serving(
                    site,
                    lock,
                    evidence,
                    supervision,
                    follower(site, knowledge, gate),
                    new DailyErasing(site),
                    following,
                    new RegisterKeeping(
                            site,
                            web.<InboxWatch.Refusals>map(parts -> parts::refused)
                                    .orElse(InboxWatch.Refusals.UNHEARD)),
                    new DailyObjections(site),
                    server,
                    web);
        } catch (RuntimeException e) {
            evidence.close();
            following.close();
            site.close();
            lock.close();
            throw e;
        }
    }

    /// The API and the dashboard; empty: the settings want none.
    private static Optional<WebParts> web(WebParts.Around around, AgiServer server) {
        try {
            return around.site().all().web().enabled()
                    ? Optional.of(WebParts.start(around))
                    : Optional.empty();
        } catch (RuntimeException e) {
            server.close();
            around.supervision().close();
            throw e;
        }
    }

    private static OptOuts optOuts(InstalledSite site, LiveKnowledge knowledge) {
        return new OptOuts(
                site.plan(),
                knowledge,
                site.ledger(),
                site.lists(),
                knowledge::refresh,
                site.meters());
    }

    private static InCall inCall(InstalledSite site, LiveKnowledge knowledge, OptOuts optOuts) {
        return new InCall(
                site.all().centre(),
                knowledge,
                new CallBacks(
                        site.plan(),
                        knowledge,
                        site.ledger(),
                        site.policies(),
                        site.clock(),
                        site.meters()),
                optOuts,
                new Consents(site.recordings(), site.clock(), site.meters()),
                new Objecting(
                        optOuts,
                        site.ledger(),
                        knowledge,
                        site.objections(),
                        site.policies(),
                        site.clock()));
    }

    private static ScheduledExecutorService follower(
            InstalledSite site, LiveKnowledge knowledge, Gate gate) {
        ScheduledExecutorService follower =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("follower").daemon().factory());
        Debts debts =
                new Debts(
                        site.records(),
                        site.ledger(),
                        knowledge,
                        site.policies(),
                        site.clock(),
                        site.meters());
        site.meters()
                .show(Meter.KNOWLEDGE_AGE, () -> knowledge.age().toMillis() / MILLIS_PER_SECOND);
        every(follower, site.all().followEvery(), knowledge::follow);
        RunsOn runsOn = new RunsOn(site, knowledge);
        runsOn.show();
        every(follower, site.all().followEvery(), runsOn::show);
        site.ledger().gates().ifPresent(gates -> gates.tell(runsOn::now));
        every(follower, DEBTS_EVERY, debts::sweep);
        every(follower, BREACHES_EVERY, new BreachFollowing(site, gate.outcomes())::follow);
        RehearsalLog rehearsal = new RehearsalLog(gate::rehearsal, site.clock());
        rehearsal.look();
        every(follower, REHEARSAL_EVERY, rehearsal::look);
        site.meters().watch(Meter.REHEARSAL, () -> gate.rehearsal().any());
        return follower;
    }

    private static void every(ScheduledExecutorService on, Duration pause, Runnable what) {
        ScheduledFuture<?> _ =
                on.scheduleWithFixedDelay(
                        what, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Where switches ask.
    InetSocketAddress address() {
        return server.address();
    }

    /// Where browsers ask, or will; empty: nowhere.
    Optional<InetSocketAddress> webAddress() {
        return web.map(parts -> parts.server().address());
    }

    /// Whether they could now. False: the address is somebody else's; it is tried again.
    boolean webListens() {
        return web.filter(parts -> parts.server().listens()).isPresent();
    }

    @Override
    public void close() {
        web.ifPresent(WebParts::close);
        server.close();
        supervision.close();
        follower.shutdownNow();
        erasing.close();
        registers.close();
        following.close();
        objections.close();
        evidence.close();
        site.close();
        lock.close();
    }
}
