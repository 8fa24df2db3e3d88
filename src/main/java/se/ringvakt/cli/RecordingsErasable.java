package se.ringvakt.cli;

import java.nio.file.Path;
import java.time.Instant;
import se.ringvakt.config.ConfigException;
import se.ringvakt.gate.Eraser;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasable;
import se.ringvakt.retention.Kept;
import se.ringvakt.site.Site;

/// The switch's recordings, as a line of the schedule.
final class RecordingsErasable implements Erasable {
    private final Eraser eraser;
    private final String by;

    /// @throws ConfigException when the settings name no folder
    RecordingsErasable(Site site, Meters meters, String by) {
        this.by = by;
        this.eraser = eraser(site, meters);
    }

    /// Erases the recordings whose time is up.
    ///
    /// @throws ConfigException when the settings name no folder
    static Eraser eraser(Site site, Meters meters) {
        Path folder =
                site.recordingSettings()
                        .folder()
                        .orElseThrow(() ->
                                new ConfigException(
                                        "recordings.folder: empty (expected: the folder the"
                                                + " switch records into)"));
        Eraser eraser =
                new Eraser(
                        site.recordings(),
                        folder,
                        site.recordingSettings().keep(),
                        site.zone(),
                        site.clock(),
                        meters);
        return site.isShared() ? eraser.amongOthers() : eraser;
    }

    @Override
    public Kept kept() {
        return Kept.RECORDINGS;
    }

    /// Each is due by its own consent's date.
    @Override
    public long eraseBefore(Instant before) {
        Eraser.Run run = eraser.run(by);
        return run.erased() + run.gone();
    }
}
