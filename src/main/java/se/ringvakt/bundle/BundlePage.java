package se.ringvakt.bundle;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Restored;
import se.ringvakt.print.Page;

/// The report of a bundle: every decision in order of time, in words, and what is not known.
final class BundlePage {
    static final String TEMPLATE = "evidence";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final BundleRequest request;
    private final Gathered gathered;
    private final Locale language;
    private final Map<String, String> words;

    BundlePage(BundleRequest request, Gathered gathered, Locale language) {
        this.request = request;
        this.gathered = gathered;
        this.language = language;
        this.words = Page.words(TEMPLATE, language);
    }

    Page page() {
        DecisionText decision = new DecisionText(words, request.zone(), language);
        List<EvidenceRecord> decisions = gathered.decisions();
        Map<String, Object> values = new TreeMap<>();
        values.put("number", request.number().international());
        values.put("from", shown(request.from(), request.zone(), word("fromBeginning")));
        values.put("to", shown(request.to(), request.zone(), ""));
        values.put("at", shown(request.now(), request.zone(), ""));
        values.put("keys", String.join(", ", gathered.keys()));
        values.put("count", Integer.toString(decisions.size()));
        values.put("none", decisions.isEmpty() ? List.of(word("none")) : List.of());
        values.put("findings", gathered.findings().stream().map(Finding::line).toList());
        values.put("unverified", gathered.findings().isEmpty() ? List.of() : List.of(true));
        values.put(
                "decisions",
                decisions.stream()
                        .map(each -> decision.values(each, gathered.outcomes(each)))
                        .toList());
        values.put("unknown", unknown());
        return Page.of(TEMPLATE, language, values);
    }

    /// What this bundle cannot tell.
    private List<String> unknown() {
        List<String> all = new ArrayList<>();
        if (request.others()) {
            all.add(word("unknown.gates"));
        }
        gathered.beginning()
                .filter(begun -> begun.isAfter(request.from()))
                .map(begun -> word("unknown.before") + " " + shown(begun, request.zone(), ""))
                .ifPresent(all::add);
        if (gathered.beginning().isEmpty()) {
            all.add(word("unknown.nothing"));
        }
        if (gathered.erased() > 0) {
            all.add(word("unknown.erased") + " " + gathered.erased());
        }
        for (EvidenceRecord gap : gathered.gaps()) {
            all.add(
                    word("unknown.gap")
                            + " "
                            + gap.facts().path("lost").asLong()
                            + " ("
                            + time(gap.facts().path("from").asText())
                            + " – "
                            + time(gap.facts().path("to").asText())
                            + ")");
        }
        for (Restored each : gathered.restored()) {
            all.add(
                    word("unknown.restored")
                            + " "
                            + shown(each.asOf(), request.zone(), "")
                            + " – "
                            + shown(each.restored(), request.zone(), ""));
        }
        all.add(word("unknown.others"));
        all.add(word("unknown.past"));
        return all;
    }

    private String time(String instant) {
        return shown(Instant.parse(instant), request.zone(), "");
    }

    /// @param beginning what the beginning of time is called
    static String shown(Instant at, ZoneId zone, String beginning) {
        return at.equals(Instant.EPOCH) && !beginning.isEmpty()
                ? beginning
                : TIME.format(at.atZone(zone));
    }

    private String word(String key) {
        return words.getOrDefault(key, key);
    }
}
