package se.ringvakt.bundle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.Excerpt;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Head;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Restored;
import se.ringvakt.evidence.Segment;

/// Goes once through the segments of the period: finds the number's records, and verifies what it
/// passes. For one thread, once.
final class Gathering {
    /// A call begun at the end of the period may end after it.
    private static final Duration CALL_MOST = Duration.ofDays(1);

    private static final Pattern ATTEMPT = Pattern.compile("\"attempt\":\"([^\"]*)\"");

    private final BundleRequest request;
    private final EvidenceFolder folder;
    private final String sought;
    private final List<Segment> segments = new ArrayList<>();
    private final List<EvidenceRecord> records = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> signers = new ArrayList<>();
    private final Set<String> attempts = new HashSet<>();
    private final Set<String> announced = new HashSet<>();

    private long erased;
    private Optional<Head> before = Optional.empty();

    Gathering(BundleRequest request, EvidenceFolder folder) {
        this.request = request;
        this.folder = folder;
        this.sought = ":" + request.digits() + "\"";
    }

    Gathered gather() {
        for (Segment segment : folder.segments()) {
            if (isOfPeriod(segment)) {
                stopIfNobodyWaits();
                segments.add(segment);
                pass(folder.excerpt(segment));
            }
        }
        return new Gathered(
                segments,
                records,
                erased,
                beginning(),
                signers.isEmpty() ? folder.key().stream().map(key -> key.id()).toList() : signers,
                findings,
                restored());
    }

    /// Wherever that is on record: a backup may be restored days after the period.
    private List<Restored> restored() {
        return folder.segments().stream()
                .flatMap(segment -> segment.restored().stream())
                .filter(this::isIn)
                .toList();
    }

    /// A year of segments takes minutes; whoever asked may have been told that it took too long.
    private static void stopIfNobodyWaits() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EvidenceException("evidence: broken off before all of the period was read");
        }
    }

    /// A record stands in a segment of its own UTC day or of the day after.
    private boolean isOfPeriod(Segment segment) {
        LocalDate day = segment.name().day();
        LocalDate first = LocalDate.ofInstant(request.from(), ZoneOffset.UTC);
        LocalDate last =
                LocalDate.ofInstant(request.to().plus(CALL_MOST), ZoneOffset.UTC).plusDays(1);
        return !day.isBefore(first) && !day.isAfter(last);
    }

    private void pass(Excerpt excerpt) {
        findings.addAll(excerpt.findings());
        excerpt.signed().ifPresent(signed -> follow(signed.head()));
        for (Optional<String> line : excerpt.lines()) {
            line.ifPresent(this::look);
        }
    }

    /// Whether the segment goes on where the one before it ended, signed by the same key or by one
    /// that a record announced.
    private void follow(Head head) {
        if (before.isPresent() && !head.previous().equals(before.get().hash())) {
            head(head, Finding.Problem.HEAD, "does not follow from " + before.get().segment());
        }
        if (before.isPresent()
                && !head.key().equals(before.get().key())
                && !announced.contains(head.key())) {
            head(
                    head,
                    Finding.Problem.KEY,
                    "signed by key " + head.key() + ", which no record announced");
        }
        if (!signers.contains(head.key())) {
            signers.add(head.key());
        }
        before = Optional.of(head);
    }

    private void head(Head head, Finding.Problem problem, String text) {
        findings.add(new Finding(problem, Optional.of(head.segment()), 0, 0, text));
    }

    private void look(String line) {
        if (line.contains(sought) || isOfAttempt(line) || isNotice(line)) {
            read(line).filter(this::concerns).ifPresent(this::take);
        } else if (line.contains("\"number\":\"sha256:") && !line.contains("{\"number\":\"")) {
            read(line)
                    .filter(each -> each.isErased("number") && isIn(each.at()))
                    .ifPresent(_ -> erased++);
        }
    }

    private boolean isOfAttempt(String line) {
        if (!line.contains("\"kind\":\"outcome\"")) {
            return false;
        }
        Matcher attempt = ATTEMPT.matcher(line);
        return attempt.find() && attempts.contains(attempt.group(1));
    }

    private static boolean isNotice(String line) {
        return line.contains("\"kind\":\"gap\"")
                || line.contains("\"kind\":\"key\"")
                || line.contains("\"kind\":\"restored\"");
    }

    private boolean concerns(EvidenceRecord each) {
        return switch (each.kind()) {
            case OUTCOME -> attempts.contains(each.facts().path("attempt").asText());
            case KEY -> true;
            case GAP -> isIn(each.at());
            case RESTORED -> isIn(each.at());
            case DECISION, START, ERASURE, CLOCK ->
                    each.value("number").equals(Optional.of(request.digits())) && isIn(each.at());
        };
    }

    private void take(EvidenceRecord each) {
        records.add(each);
        if (each.kind() == Kind.DECISION && each.facts().path("attempt").isTextual()) {
            attempts.add(each.facts().path("attempt").asText());
        }
        if (each.kind() == Kind.KEY) {
            announced.add(each.facts().path("key").asText());
        }
    }

    /// Whether what was replaced was of the period.
    private boolean isIn(Restored restored) {
        return restored.asOf().isBefore(request.to())
                && !restored.restored().isBefore(request.from());
    }

    private boolean isIn(Instant at) {
        return !at.isBefore(request.from()) && at.isBefore(request.to());
    }

    /// A line that is no record is among the findings already.
    private static Optional<EvidenceRecord> read(String line) {
        try {
            return Optional.of(EvidenceRecord.read(line));
        } catch (EvidenceException _) {
            return Optional.empty();
        }
    }

    /// When the record of decisions begins: nothing is on record of what was before.
    private Optional<Instant> beginning() {
        return folder.segments().stream()
                .findFirst()
                .flatMap(first ->
                        folder.excerpt(first).lines().stream()
                                .flatMap(Optional::stream)
                                .flatMap(line -> read(line).stream())
                                .findFirst())
                .map(EvidenceRecord::at);
    }
}
