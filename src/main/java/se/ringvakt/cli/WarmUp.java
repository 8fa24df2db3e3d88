package se.ringvakt.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.agi.AgiServer;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Explainer;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Unreachable;

/// Does what a dial does, before the first one comes, and leaves no trace: a JVM that still loads
/// its classes misses the deadline and denies calls it should not.
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final long NANOS = Duration.ofMillis(400).toNanos();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final InstalledSite site;
    private final Knowledge knowledge;
    private final Ledger ledger;

    WarmUp(InstalledSite site, Knowledge knowledge) {
        this.site = site;
        this.knowledge = knowledge;
        this.ledger = site.ledger();
    }

    void run() {
        Rulebook rulebook = Rulebook.of(site.policies());
        Meters uncounted = new Meters(new SimpleMeterRegistry());
        Gate gate =
                new Gate(
                        site.plan(),
                        knowledge,
                        ledger,
                        rulebook,
                        site.clock(),
                        Sight.NONE,
                        uncounted);
        Explainer explainer =
                new Explainer(site.plan(), knowledge, ledger, rulebook, Facts.AgentState::free);
        long end = System.nanoTime() + NANOS;
        try (AgiServer server =
                AgiServer.start(
                        site.all().agi().listeningAt(anyPort()),
                        gate,
                        site.all()::spelt,
                        site.clock(),
                        uncounted)) {
            while (System.nanoTime() < end) {
                // Answered without being judged or recorded.
                new AgiCall(server.address(), ANSWER_MAX).ask("dial?number=112", "warm-up.1");
                judge(explainer);
                ledger.withdraw(new AttemptId(0));
            }
        } catch (Unreachable e) {
            LOG.warn("the first dials may be slow: {}", e.getMessage());
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void judge(Explainer explainer) {
        for (CampaignId campaign : knowledge.campaigns().campaigns().keySet()) {
            DialRequest request =
                    new DialRequest(
                            "+46701740605",
                            campaign,
                            Optional.of(new AgentId("warm-up")),
                            Kind.MANUAL,
                            0,
                            Optional.empty(),
                            false,
                            Optional.empty(),
                            "",
                            "warm-up.1");
            explainer.explain(request, site.now());
        }
    }
}
