package se.ringvakt.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import se.ringvakt.evidence.Finding.Problem;

/// One segment as it was signed, verified by itself, for whoever hands parts of it out. Also while
/// a gate writes to it: records that are not signed yet are left out.
///
/// @param signed its head and signature, byte by byte; empty: one of them is missing
/// @param lines what was signed, in order; one that is no UTF-8 is empty
/// @param findings what is wrong with it; none: chain, head and signature are verified
public record Excerpt(
        SegmentName name,
        Optional<Signed> signed,
        List<Optional<String>> lines,
        List<Finding> findings) {

    /// What is signed.
    ///
    /// @param head what the text says
    /// @param text the head's file
    public record Signed(Head head, String text, List<Byte> signature) {}

    public Excerpt {
        lines = List.copyOf(lines);
        findings = List.copyOf(findings);
    }

    /// Reads and verifies a segment. Never throws for what it finds.
    ///
    /// @param patience how long records that are not signed yet are waited for
    static Excerpt of(Segment segment, Keys keys, Duration patience) {
        Findings findings = new Findings();
        try {
            Snapshot snapshot = Snapshot.of(segment, keys, patience.toNanos());
            Optional<Signed> signed = snapshot.signed().flatMap(Excerpt::read);
            if (signed.isEmpty()) {
                add(
                        findings,
                        segment,
                        Problem.HEAD,
                        "head: it or its signature is missing or none");
                return new Excerpt(
                        segment.name(), Optional.empty(), snapshot.lines(), findings.named());
            }
            Head head = signed.get().head();
            signature(findings, segment, head, snapshot.signed().get(), keys);
            List<Optional<String>> lines = lines(snapshot, head);
            walk(findings, segment, head, lines);
            return new Excerpt(segment.name(), signed, lines, findings.named());
        } catch (EvidenceException e) {
            add(findings, segment, Problem.CUT, String.valueOf(e.getMessage()));
            return new Excerpt(segment.name(), Optional.empty(), List.of(), findings.named());
        }
    }

    private static Optional<Signed> read(Snapshot.Signed signed) {
        return signed.read().map(head -> new Signed(head, signed.head(), signed.signature()));
    }

    private static List<Optional<String>> lines(Snapshot snapshot, Head head) {
        List<Optional<String>> lines = snapshot.lines();
        long covered = Math.max(0, head.last() - head.first() + 1);
        return head.closed() || lines.size() <= covered ? lines : lines.subList(0, (int) covered);
    }

    private static void signature(
            Findings findings, Segment segment, Head head, Snapshot.Signed signed, Keys keys) {
        if (!head.segment().equals(segment.name().toString())) {
            add(findings, segment, Problem.HEAD, "head: is that of " + head.segment());
        }
        try {
            byte[] text = signed.head().getBytes(StandardCharsets.UTF_8);
            if (!keys.find(head.key()).verifies(text, signed.bytes())) {
                add(
                        findings,
                        segment,
                        Problem.SIGNATURE,
                        "head: not what key " + head.key() + " signed");
            }
        } catch (EvidenceException e) {
            add(findings, segment, Problem.KEY, String.valueOf(e.getMessage()));
        }
    }

    private static void walk(
            Findings findings, Segment segment, Head head, List<Optional<String>> lines) {
        Disclosures disclosures = new Disclosures(findings);
        SegmentCheck.End end =
                new SegmentCheck(
                                segment.name(),
                                lines,
                                head.first(),
                                head.last(),
                                Optional.of(head.previous()),
                                findings,
                                each -> disclosures.look(segment.name(), each))
                        .walk();
        if (end.next() - 1 != head.last()) {
            add(findings, segment, Problem.CUT, "ends with record " + (end.next() - 1));
        } else if (end.faults() == 0 && !end.hash().equals(head.hash())) {
            add(findings, segment, Problem.HEAD, "the chain does not end in what was signed");
        }
    }

    private static void add(Findings findings, Segment segment, Problem problem, String text) {
        findings.add(Finding.ofHead(problem, segment.name(), text));
    }
}
