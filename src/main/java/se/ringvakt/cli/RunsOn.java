package se.ringvakt.cli;

import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.ledger.GateVersions;
import se.ringvakt.metrics.Meter;
import se.ringvakt.site.InstalledSite;

/// What a running gate runs on, for its meters and for the gates that share its ledger.
final class RunsOn {
    private final InstalledSite site;
    private final LiveKnowledge knowledge;

    RunsOn(InstalledSite site, LiveKnowledge knowledge) {
        this.site = site;
        this.knowledge = knowledge;
    }

    /// The same as decisions name as their basis, and the program.
    GateVersions now() {
        return new GateVersions(
                Version.text(),
                site.policies().at(site.clock().instant()).policy().version(),
                knowledge.versions());
    }

    /// Shows it as a meter, too.
    void show() {
        GateVersions now = now();
        site.meters().tell(Meter.GATE, now.program(), now.policy(), now.registers());
    }
}
