package se.ringvakt.web.api;

import java.time.Duration;

/// How much uploaded files and what came of them may take.
///
/// @param most jobs at one time, of everybody; those that are over count until they are erased
/// @param mostOfOne of one user or token
/// @param bytesMost of all their files together
/// @param freeBytes what must stay free on the disk, which the ledger may share
/// @param kept how long results are kept: they are personal data
public record JobLimits(int most, int mostOfOne, long bytesMost, long freeBytes, Duration kept) {
    private static final long GIB = 1L << 30;

    /// What holds unless the settings say otherwise.
    public static final JobLimits USUAL =
            new JobLimits(100, 20, 20 * GIB, GIB, Duration.ofHours(24));

    /// @throws IllegalArgumentException naming what is out of range
    public JobLimits {
        if (most < 1 || mostOfOne < 1 || bytesMost < 1 || freeBytes < 0 || !kept.isPositive()) {
            throw new IllegalArgumentException(
                    "jobs: "
                            + most
                            + ", "
                            + mostOfOne
                            + ", "
                            + bytesMost
                            + ", "
                            + freeBytes
                            + ", "
                            + kept
                            + " (expected: more than nothing)");
        }
    }
}
