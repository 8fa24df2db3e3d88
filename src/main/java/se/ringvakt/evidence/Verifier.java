package se.ringvakt.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.evidence.Finding.Problem;
import se.ringvakt.evidence.Snapshot.Signed;

/// Verifies a folder: every segment's chain, every head, and that each follows the one before. For
/// one thread, once.
final class Verifier {
    private final EvidenceFolder folder;
    private final Keys keys;
    private final Duration patience;
    private final Findings findings = new Findings();
    private final Disclosures disclosures = new Disclosures(findings);
    private final List<String> signers = new ArrayList<>();

    private final List<Restored> restored = new ArrayList<>();

    private long records;
    private Optional<Instant> earliest = Optional.empty();
    private Optional<Instant> latest = Optional.empty();
    private Optional<Head> lastHead = Optional.empty();

    /// What the next segment should begin with.
    private int nextSegment = 1;

    private long next = 1;
    private Optional<String> previous = Optional.of(Hashes.ZERO);

    /// The key that should sign the next segment; empty: whichever signs the first.
    private Optional<String> signer = Optional.empty();

    Verifier(EvidenceFolder folder, Duration patience) {
        this.folder = folder;
        this.keys = new Keys(folder.path());
        this.patience = patience;
    }

    Verification verify() {
        List<Segment> segments = List.of();
        try {
            segments = folder.segments();
            for (int i = 0; i < segments.size(); i++) {
                verify(segments.get(i), i == segments.size() - 1);
            }
        } catch (EvidenceException e) {
            add(Problem.EMPTY, String.valueOf(e.getMessage()));
        }
        disclosures.conclude();
        if (segments.isEmpty()) {
            add(Problem.EMPTY, folder.path() + ": no segment");
        }
        return new Verification(
                findings.named(),
                findings.unnamed(),
                records,
                segments.size(),
                earliest,
                latest,
                signers,
                lastHead,
                restored);
    }

    private void verify(Segment segment, boolean isLast) {
        Snapshot snapshot;
        try {
            snapshot = Snapshot.of(segment, keys, isLast ? patience.toNanos() : 0);
        } catch (EvidenceException e) {
            head(segment, Problem.CUT, String.valueOf(e.getMessage()));
            forget();
            return;
        }
        Optional<Head> head = head(segment, snapshot.signed(), isLast);
        follow(segment, head);
        SegmentCheck.End end = walk(segment, snapshot, head.map(Head::last).orElse(0L));
        head.ifPresent(each -> hold(segment, each, end, snapshot.lines().size()));
        if (snapshot.torn()) {
            findings.add(
                    Finding.of(
                            Problem.CUT,
                            segment.name(),
                            end.next(),
                            end.next(),
                            "torn in the middle of its line"));
        }
        lastHead = head;
        nextSegment = segment.name().number() + 1;
        next = head.map(each -> Math.max(each.last() + 1, end.next())).orElse(end.next());
        previous = end.faults() == 0 ? Optional.of(end.hash()) : Optional.empty();
    }

    /// Whether this segment is the next, and begins where the one before ended.
    private void follow(Segment segment, Optional<Head> head) {
        if (segment.name().number() != nextSegment) {
            head(
                    segment,
                    Problem.REMOVED,
                    "stands where number " + nextSegment + " should: segments are missing");
            next = head.map(Head::first).orElse(next);
            previous = Optional.empty();
        }
        if (head.isEmpty()) {
            return;
        }
        if (head.get().first() != next) {
            head(
                    segment,
                    Problem.HEAD,
                    "begins with record " + head.get().first() + ", not with " + next);
        }
        if (previous.isPresent() && !head.get().previous().equals(previous.get())) {
            head(segment, Problem.HEAD, "does not follow from the record before it");
        }
        if (previous.isEmpty() && Hashes.isHash(head.get().previous())) {
            previous = Optional.of(head.get().previous());
        }
    }

    private SegmentCheck.End walk(Segment segment, Snapshot snapshot, long last) {
        return new SegmentCheck(
                        segment.name(),
                        snapshot.lines(),
                        next,
                        last,
                        previous,
                        findings,
                        each -> look(segment, each))
                .walk();
    }

    private void look(Segment segment, EvidenceRecord each) {
        records++;
        if (earliest.isEmpty() || each.at().isBefore(earliest.get())) {
            earliest = Optional.of(each.at());
        }
        if (latest.isEmpty() || each.at().isAfter(latest.get())) {
            latest = Optional.of(each.at());
        }
        disclosures.look(segment.name(), each);
        Restored.of(each).ifPresent(restored::add);
        if (each.kind() == Kind.KEY) {
            signer = Optional.of(each.facts().path(Rotation.KEY).asText());
        }
    }

    /// The head, if it can be read and is this segment's, whatever its signature.
    private Optional<Head> head(Segment segment, Optional<Signed> signed, boolean isLast) {
        if (signed.isEmpty()) {
            head(segment, Problem.HEAD, "head: it or its signature is missing");
            return Optional.empty();
        }
        Optional<Head> head = signed.get().read();
        if (head.isEmpty()) {
            head(segment, Problem.HEAD, "head: is none any more");
            return Optional.empty();
        }
        if (!head.get().segment().equals(segment.name().toString())) {
            head(segment, Problem.HEAD, "head: is that of " + head.get().segment());
            return Optional.empty();
        }
        if (!head.get().closed() && !isLast) {
            head(segment, Problem.HEAD, "head: not closed, though another segment follows");
        }
        signature(segment, head.get(), signed.get());
        return head;
    }

    private void signature(Segment segment, Head head, Signed signed) {
        String expected = signer.orElse(head.key());
        if (!head.key().equals(expected)) {
            head(
                    segment,
                    Problem.KEY,
                    "signed by key " + head.key() + ", which no record announced");
        }
        signer = Optional.of(expected);
        try {
            VerifyingKey key = keys.find(head.key());
            byte[] text = signed.head().getBytes(StandardCharsets.UTF_8);
            if (!key.verifies(text, signed.bytes())) {
                head(segment, Problem.SIGNATURE, "head: not what key " + key.id() + " signed");
            }
            if (!signers.contains(key.id())) {
                signers.add(key.id());
            }
        } catch (EvidenceException e) {
            head(segment, Problem.KEY, String.valueOf(e.getMessage()));
        }
    }

    /// Holds what was found against what is signed.
    private void hold(Segment segment, Head head, SegmentCheck.End end, int lines) {
        long last = end.next() - 1;
        if (last < head.last()) {
            range(segment, Problem.CUT, last + 1, head.last(), "missing at the end");
        } else if (last > head.last()) {
            range(segment, Problem.UNSIGNED, head.last() + 1, last, "after the last one signed");
        } else if (end.faults() == 0 && (lines == 0 || !end.hash().equals(head.hash()))) {
            head(
                    segment,
                    Problem.HEAD,
                    "the chain does not end in what was signed: it was made anew");
        }
    }

    /// After a segment that cannot be read nothing is known of where the next begins.
    private void forget() {
        nextSegment++;
        previous = Optional.empty();
    }

    private void range(Segment segment, Problem problem, long first, long last, String text) {
        findings.add(Finding.of(problem, segment.name(), first, last, text));
    }

    private void head(Segment segment, Problem problem, String text) {
        findings.add(Finding.ofHead(problem, segment.name(), text));
    }

    private void add(Problem problem, String text) {
        findings.add(new Finding(problem, Optional.empty(), 0, 0, text));
    }
}
