package se.ringvakt.evidence;

import java.nio.file.Path;

/// How evidence is kept.
///
/// @param enabled whether decisions are put on record at all
/// @param folder where
/// @param queueMax records that may wait to be written; more are lost, and how many is recorded
/// @param segmentRecordsMost records of one segment
public record EvidenceSettings(boolean enabled, Path folder, int queueMax, int segmentRecordsMost) {
    /// So many records a segment holds unless a test wants fewer.
    public static final int SEGMENT_RECORDS = 50_000;

    public EvidenceSettings {
        if (queueMax < 1) {
            throw new IllegalArgumentException("queue-max: " + queueMax + " (expected: 1 or more)");
        }
        if (segmentRecordsMost < 1) {
            throw new IllegalArgumentException(
                    "segment: " + segmentRecordsMost + " (expected: 1 record or more)");
        }
    }

    /// As a gate keeps it.
    public static EvidenceSettings of(boolean enabled, Path folder, int queueMax) {
        return new EvidenceSettings(enabled, folder, queueMax, SEGMENT_RECORDS);
    }
}
