package se.ringvakt.view;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Head;
import se.ringvakt.evidence.Restored;
import se.ringvakt.evidence.Segment;
import se.ringvakt.evidence.Verification;

/// The record of decisions as it is shown.
public final class EvidenceView {
    private EvidenceView() {}

    /// What was found in it.
    ///
    /// @param first the earliest record
    /// @param last the latest record
    /// @param restored where the chain went on from a backup, in order
    public record Verified(
            boolean verified,
            String folder,
            long records,
            int segments,
            Optional<OffsetDateTime> first,
            Optional<OffsetDateTime> last,
            List<String> keys,
            Optional<HeadView> head,
            List<Finding> findings,
            long unnamed,
            List<RestoredView> restored) {

        /// In this zone.
        public static Verified of(Path folder, Verification found, ZoneId zone) {
            return new Verified(
                    found.isVerified(),
                    folder.toString(),
                    found.records(),
                    found.segments(),
                    found.first().map(at -> Times.offset(at, zone)),
                    found.last().map(at -> Times.offset(at, zone)),
                    found.keys(),
                    found.head().map(head -> HeadView.of(head, zone)),
                    found.findings(),
                    found.unnamed(),
                    found.restored().stream().map(each -> RestoredView.of(each, zone)).toList());
        }
    }

    /// What was signed last.
    public record HeadView(String segment, long last, String hash, OffsetDateTime at, String key) {
        private static HeadView of(Head head, ZoneId zone) {
            return new HeadView(
                    head.segment(),
                    head.last(),
                    head.hash(),
                    Times.offset(head.at(), zone),
                    head.key());
        }
    }

    /// A backup that was restored.
    ///
    /// @param asOf when it was made
    /// @param last the last record of it; what was recorded after that before `restored` is
    ///   elsewhere
    public record RestoredView(OffsetDateTime asOf, OffsetDateTime restored, long last) {
        private static RestoredView of(Restored restored, ZoneId zone) {
            return new RestoredView(
                    Times.offset(restored.asOf(), zone),
                    Times.offset(restored.restored(), zone),
                    restored.last());
        }

        /// In one line.
        public String line() {
            return "restored "
                    + Times.brief(restored)
                    + " from a backup of "
                    + Times.brief(asOf)
                    + ": what was recorded after record "
                    + last
                    + " in between was replaced";
        }
    }

    /// A segment, as its head tells of it.
    ///
    /// @param state `closed`, `open`, or what is wrong with its head
    /// @param signed when it was signed last
    /// @param restored the backups from which the chain goes on with it
    public record SegmentView(
            String name,
            Optional<Long> first,
            Optional<Long> last,
            String state,
            Optional<OffsetDateTime> signed,
            Optional<String> key,
            List<RestoredView> restored) {}

    /// All segments, oldest first.
    public static List<SegmentView> segments(EvidenceFolder evidence, ZoneId zone) {
        return evidence.segments().stream().map(each -> segment(each, zone)).toList();
    }

    private static SegmentView segment(Segment segment, ZoneId zone) {
        try {
            Head head = segment.head();
            return new SegmentView(
                    segment.name().toString(),
                    Optional.of(head.first()),
                    Optional.of(head.last()),
                    head.closed() ? "closed" : "open",
                    Optional.of(Times.offset(head.at(), zone)),
                    Optional.of(head.key()),
                    segment.restored().stream().map(each -> RestoredView.of(each, zone)).toList());
        } catch (EvidenceException e) {
            return new SegmentView(
                    segment.name().toString(),
                    Optional.empty(),
                    Optional.empty(),
                    String.valueOf(e.getMessage()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }
}
