package se.ringvakt.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

/// The room that jobs' files may take, so that the disk stays good for the ledger.
///
/// @param jobs all there are at any time
record JobRoom(JobFolder folder, JobLimits limits, Collection<Job> jobs) {
    /// What a file may grow to while it is read: itself, the washed one, what is split off.
    private static final int COPIES = 3;

    /// Before a file is taken in.
    ///
    /// @throws Problem when there are too many, or no room
    void require(String owner, long bytes) throws IOException {
        long own = jobs.stream().filter(job -> job.facts().owner().equals(owner)).count();
        if (own >= limits.mostOfOne() || jobs.size() >= limits.most()) {
            throw Problem.later(
                    Kind.TOO_MANY,
                    "jobs: "
                            + own
                            + " of yours, "
                            + jobs.size()
                            + " in all (expected: fewer than "
                            + limits.mostOfOne()
                            + " and "
                            + limits.most()
                            + "; delete what is no longer needed)",
                    limits.kept());
        }
        long more = Math.multiplyExact(bytes, COPIES);
        if (promised() + more > limits.bytesMost() || folder.free() - more < limits.freeBytes()) {
            throw Problem.later(
                    Kind.UNAVAILABLE,
                    "file: "
                            + bytes
                            + " bytes, and no room for what would come of it (expected: former"
                            + " results deleted)",
                    limits.kept());
        }
    }

    /// What all files take, and those that are still to be written may.
    private long promised() throws IOException {
        long bytes = 0;
        for (Job job : jobs) {
            Job.Facts facts = job.facts();
            bytes += facts.over() ? folder.bytes(facts.id()) : COPIES * facts.bytes();
        }
        return bytes;
    }

    private long used() throws IOException {
        long bytes = 0;
        for (Job job : jobs) {
            bytes += folder.bytes(job.facts().id());
        }
        return bytes;
    }

    /// While a file is read: it may unpack, and marks may be longer than the list.
    ///
    /// @throws WashRefused when there is no more room
    void requireStill(Job job) {
        try {
            if (used() > limits.bytesMost() || folder.free() < limits.freeBytes()) {
                throw new WashRefused(
                        job.facts().name()
                                + ": no room on the gate's disk (expected: a smaller file, or"
                                + " former results deleted)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
