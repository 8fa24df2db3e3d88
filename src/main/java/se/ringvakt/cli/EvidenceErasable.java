package se.ringvakt.cli;

import java.nio.file.Path;
import java.time.Instant;
import se.ringvakt.evidence.EvidenceErasing;
import se.ringvakt.retention.Erasable;
import se.ringvakt.retention.Kept;

/// The personal values of the record of decisions, as a line of the schedule. They are asked to be
/// erased; the gate that writes the record does it within seconds and puts on that record how many.
final class EvidenceErasable implements Erasable {
    private final EvidenceErasing erasing;
    private final String why;
    private final String by;

    /// @param folder of the record
    /// @param keep as it stands on that record
    EvidenceErasable(Path folder, String keep, String by) {
        this.erasing = new EvidenceErasing(folder);
        this.why = "retention: " + keep;
        this.by = by;
    }

    @Override
    public Kept kept() {
        return Kept.EVIDENCE;
    }

    /// Always 0: how many is not known here.
    @Override
    public long eraseBefore(Instant before) {
        erasing.eraseBefore(before, EvidenceErasing.ALL_FIELDS, why, by);
        return 0;
    }
}
