package se.ringvakt.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import se.ringvakt.evidence.Finding.Problem;

/// Walks the chain of one segment, line by line, and names each record that is not where and what
/// it was. For one thread, once.
///
/// A record is in its place when its hash follows from a hash of the record before: the one written
/// there, or the one that its facts have, so that of two neighbours only the changed one is named.
final class SegmentCheck {
    private final SegmentName name;
    private final List<Optional<String>> lines;
    private final long nMost;
    private final Findings findings;
    private final Consumer<EvidenceRecord> inPlace;
    private final Set<Long> seen = new HashSet<>();
    private final Ranges missing = new Ranges();

    /// The number that the next record should have.
    private long next;

    /// Hashes that the next record may follow from; none: unknown, after something that is named.
    private Set<String> before;

    private String lastHash = Hashes.ZERO;
    private long faults;

    /// @param next the number its first record should have
    /// @param last the number its last record should have, as far as anything says so
    /// @param previous the hash before it; empty: not known
    /// @param inPlace told of every record that stands in its place
    SegmentCheck(
            SegmentName name,
            List<Optional<String>> lines,
            long next,
            long last,
            Optional<String> previous,
            Findings findings,
            Consumer<EvidenceRecord> inPlace) {
        this.name = name;
        this.lines = lines;
        this.next = next;
        this.nMost = Math.max(last, next + 2L * lines.size());
        this.before = previous.map(Set::of).orElse(Set.of());
        this.findings = findings;
        this.inPlace = inPlace;
    }

    /// Where the walk ended.
    ///
    /// @param next the number after the last record
    /// @param hash the last record's
    /// @param faults how many records were named
    record End(long next, String hash, long faults) {}

    End walk() {
        for (int i = 0; i < lines.size(); i++) {
            Optional<EvidenceRecord> each = read(i);
            if (each.isPresent()) {
                look(each.get(), i);
            } else {
                fault(Problem.CHANGED, next, next, "the line is no record any more");
                unknownAfter(next);
            }
        }
        for (Ranges.Range range : missing.all()) {
            fault(Problem.REMOVED, range.first(), range.last(), "missing");
        }
        return new End(next, lastHash, faults);
    }

    private void look(EvidenceRecord each, int i) {
        String follows = following(each);
        boolean known = !before.isEmpty();
        if (follows.equals(each.hash()) && each.n() == next) {
            pass(each);
        } else if (follows.equals(each.hash())) {
            fault(Problem.CHANGED, next, next, "its number says " + each.n());
            pass(each);
        } else if (each.n() == next || !isElsewhere(each, i)) {
            lookChanged(each, known);
        } else {
            lookMoved(each);
        }
    }

    /// By its place it is the next record. Where the hash before it is not known, only its own can
    /// be held against it, by what follows.
    private void lookChanged(EvidenceRecord each, boolean known) {
        if (known) {
            fault(Problem.CHANGED, next, next, "not what was chained");
        }
        Set<String> candidates = new HashSet<>(Set.of(each.hash()));
        before.forEach(hash -> candidates.add(Hashes.chained(hash, each.factsText())));
        if (!known) {
            inPlace.accept(each);
        }
        advance(each.hash(), candidates, next);
    }

    private void lookMoved(EvidenceRecord each) {
        if (each.n() > next) {
            missing.add(next, each.n() - 1);
            advance(each.hash(), Set.of(each.hash()), each.n());
        } else if (seen.contains(each.n())) {
            fault(Problem.REORDERED, each.n(), each.n(), "stands here once more");
        } else {
            missing.remove(each.n());
            seen.add(each.n());
            fault(Problem.REORDERED, each.n(), each.n(), "stands after later ones");
            Set<String> either = new HashSet<>(before);
            either.add(each.hash());
            before = either;
        }
    }

    /// Whether its number is to be believed: it stands in the wrong place. Else the number itself
    /// was changed, and what follows goes on from here.
    private boolean isElsewhere(EvidenceRecord each, int i) {
        Optional<EvidenceRecord> after = i + 1 < lines.size() ? read(i + 1) : Optional.empty();
        boolean goesOn =
                after.isPresent()
                        && after.get().n() == next + 1
                        && Hashes.chained(each.hash(), after.get().factsText())
                                .equals(after.get().hash());
        return !goesOn && each.n() <= nMost;
    }

    private String following(EvidenceRecord each) {
        for (String hash : before) {
            String chained = Hashes.chained(hash, each.factsText());
            if (chained.equals(each.hash())) {
                return chained;
            }
        }
        return "";
    }

    private void pass(EvidenceRecord each) {
        inPlace.accept(each);
        advance(each.hash(), Set.of(each.hash()), next);
    }

    private void unknownAfter(long n) {
        seen.add(n);
        before = Set.of();
        next = n + 1;
    }

    private void advance(String hash, Set<String> candidates, long n) {
        seen.add(n);
        lastHash = hash;
        before = candidates;
        next = n + 1;
    }

    private Optional<EvidenceRecord> read(int i) {
        return lines.get(i).flatMap(EvidenceRecord::tryRead);
    }

    private void fault(Problem problem, long first, long last, String text) {
        faults++;
        findings.add(Finding.of(problem, name, first, last, text));
    }
}
