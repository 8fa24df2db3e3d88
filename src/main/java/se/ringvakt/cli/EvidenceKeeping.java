package se.ringvakt.cli;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.evidence.EvidenceWriter;
import se.ringvakt.evidence.Testimony;
import se.ringvakt.gate.Witness;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.witness.GateWitness;
import se.ringvakt.witness.Missing;

/// The record of decisions of a running gate, where the settings want one. That it cannot be kept
/// stops no dial: the ledger is what permits depend on.
final class EvidenceKeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceKeeping.class);

    private final Optional<EvidenceWriter> writer;

    private EvidenceKeeping(Optional<EvidenceWriter> writer) {
        this.writer = writer;
    }

    /// Begins, with the permits that an earlier process could not put on record any more.
    static EvidenceKeeping start(InstalledSite site) {
        if (!site.all().evidence().enabled()) {
            return new EvidenceKeeping(Optional.empty());
        }
        return new EvidenceKeeping(
                Optional.of(
                        EvidenceWriter.start(
                                site.all().evidence(),
                                site.clock(),
                                site.meters(),
                                missing(site))));
    }

    private static List<? extends Testimony> missing(InstalledSite site) {
        try {
            List<? extends Testimony> missing =
                    Missing.of(site.evidence(), site.records(), site.isShared());
            if (!missing.isEmpty()) {
                LOG.warn("{} permits were not on record as evidence, and are now", missing.size());
            }
            return missing;
        } catch (EvidenceException | LedgerException e) {
            LOG.warn(
                    "whether permits are missing in the evidence is not known: {}", e.getMessage());
            return List.of();
        }
    }

    Witness witness() {
        return writer.<Witness>map(to -> new GateWitness(to::offer)).orElse(Witness.NONE);
    }

    /// Why nothing is being put on record; empty: it is, or nothing is to be.
    Optional<String> fault() {
        return writer.flatMap(EvidenceWriter::fault);
    }

    @Override
    public void close() {
        writer.ifPresent(EvidenceWriter::close);
    }
}
