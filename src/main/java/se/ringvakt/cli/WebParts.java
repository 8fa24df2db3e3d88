package se.ringvakt.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Health;
import se.ringvakt.web.Operations;
import se.ringvakt.web.WebSettings;
import se.ringvakt.web.server.WebServer;

/// What the API and the dashboard of an installation are made of.
final class WebParts {
    private static final Contract CONTRACT = Contract.of("session");

    private final InstalledSite site;
    private final LiveKnowledge knowledge;

    WebParts(InstalledSite site, LiveKnowledge knowledge) {
        this.site = site;
        this.knowledge = knowledge;
    }

    /// Starts the server; empty: the settings want none.
    Optional<WebServer> start() {
        WebSettings settings = site.all().web();
        return settings.enabled()
                ? Optional.of(WebServer.start(settings, parts()))
                : Optional.empty();
    }

    private WebServer.Parts parts() {
        return new WebServer.Parts(
                new Operations(),
                CONTRACT,
                site.access(),
                site.all().access(),
                site.idempotency(),
                this::checks,
                () -> "",
                Map::of,
                site.all().state(),
                site.clock());
    }

    private List<Health.Check> checks() {
        return List.of(
                Health.Check.of("ledger", this::ledger),
                Health.Check.of(
                        "knowledge",
                        () ->
                                knowledge.isFresh()
                                        ? ""
                                        : "registers, lists or campaigns cannot be read"));
    }

    /// Whether it can be read; what it throws is told.
    private String ledger() {
        site.ledger().open();
        return "";
    }
}
