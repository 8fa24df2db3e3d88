package se.ringvakt.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.view.ReasonTexts;

/// A decision on record, and what became of the call, in a language's words.
final class DecisionText {
    private static final double MILLIS = 1000.0;

    private final Map<String, String> words;
    private final ZoneId zone;
    private final boolean swedish;
    private final Map<String, ReasonTexts.Text> reasons =
            ReasonTexts.all().stream()
                    .collect(Collectors.toMap(ReasonTexts.Text::code, each -> each));

    DecisionText(Map<String, String> words, ZoneId zone, Locale language) {
        this.words = words;
        this.zone = zone;
        this.swedish = language.getLanguage().equals("sv");
    }

    /// For the template.
    Map<String, Object> values(EvidenceRecord record, List<EvidenceRecord> outcomes) {
        JsonNode facts = record.facts();
        Map<String, Object> values = new TreeMap<>();
        values.put("n", Long.toString(record.n()));
        values.put("hash", record.hash());
        values.put("when", time(record.at()));
        values.put("verdict", verdict(facts));
        values.put("denied", facts.path("verdict").asText().equals("DENY"));
        values.put("reasons", reasons(facts));
        values.put("notes", notes(facts));
        values.put("lines", lines(record));
        values.put("registers", registers(facts));
        values.put("outcomes", outcomes.stream().map(this::outcome).toList());
        values.put(
                "noOutcome",
                outcomes.isEmpty() && !facts.path("verdict").asText().equals("DENY")
                        ? List.of(word("noOutcome"))
                        : List.of());
        return values;
    }

    private String verdict(JsonNode facts) {
        String verdict = facts.path("verdict").asText();
        boolean letOut =
                verdict.equals("ALLOW") && facts.path("mode").asText("").equals("rehearse");
        return word("verdict." + verdict + (letOut ? ".rehearse" : ""));
    }

    private List<Map<String, String>> reasons(JsonNode facts) {
        List<Map<String, String>> all = new ArrayList<>();
        for (JsonNode each : facts.path("reasons")) {
            String code = each.asText();
            Optional<ReasonTexts.Text> known = Optional.ofNullable(reasons.get(code));
            all.add(
                    Map.of(
                            "code",
                            code,
                            "text",
                            known.map(it -> swedish ? it.sv() : it.en()).orElse(code),
                            "clause",
                            known.map(ReasonTexts.Text::clause)
                                    .filter(clause -> !clause.isEmpty())
                                    .map(clause -> "(" + clause + ")")
                                    .orElse("")));
        }
        return all;
    }

    private List<String> notes(JsonNode facts) {
        List<String> notes = new ArrayList<>();
        if (facts.path("recovered").asBoolean()) {
            notes.add(word("recovered") + " " + facts.path("basis").asText());
        }
        if (facts.path("clock").path("steppedMillis").asLong() != 0) {
            notes.add(
                    word("stepped")
                            + " "
                            + seconds(facts.path("clock").path("steppedMillis").asLong()));
        }
        return notes;
    }

    private List<Map<String, String>> lines(EvidenceRecord record) {
        JsonNode facts = record.facts();
        List<Map<String, String>> lines = new ArrayList<>();
        add(lines, "campaign", text(facts.path("campaign")));
        add(lines, "principal", text(facts.path("principal")));
        add(lines, "offer", text(facts.path("offer")));
        add(lines, "agent", personal(record, "agent"));
        add(lines, "kind", text(facts.path("dialKind")).map(it -> word("kind." + it)));
        add(lines, "callerId", text(facts.path("callerId")));
        add(lines, "timeout", text(facts.path("timeoutSeconds")).map(it -> it + " s"));
        add(lines, "retryAt", text(facts.path("retryAt")).map(this::time));
        add(lines, "history", history(facts.path("history")));
        add(lines, "exemption", Optional.of(exemption(facts.path("exemption"))));
        add(lines, "policy", text(facts.path("policy")));
        add(lines, "attempt", text(facts.path("attempt")));
        add(lines, "uniqueId", personal(record, "uniqueId"));
        add(lines, "channel", personal(record, "channel"));
        return lines;
    }

    private Optional<String> personal(EvidenceRecord record, String field) {
        return record.isErased(field) ? Optional.of(word("erased")) : record.value(field);
    }

    private Optional<String> history(JsonNode history) {
        if (!history.isObject()) {
            return Optional.of(word("notKnown"));
        }
        return Optional.of(
                word("history.today")
                        + " "
                        + history.path("today").asText()
                        + ", "
                        + word("history.window")
                        + " "
                        + history.path("window").asText()
                        + ", "
                        + word("history.all")
                        + " "
                        + history.path("countedBefore").asText()
                        + (history.path("debt").asBoolean() ? "; " + word("history.debt") : ""));
    }

    private String exemption(JsonNode exemption) {
        if (!exemption.isObject()) {
            return word("exemption.none");
        }
        return word("exemption." + exemption.path("ground").asText())
                + text(exemption.path("since"))
                        .map(since -> ", " + word("since") + " " + time(since))
                        .orElse("");
    }

    private List<Map<String, String>> registers(JsonNode facts) {
        List<Map<String, String>> all = new ArrayList<>();
        for (JsonNode each : facts.path("registers")) {
            all.add(
                    Map.of(
                            "name", each.path("name").asText(),
                            "version", text(each.path("version")).orElse("–"),
                            "updated", text(each.path("updated")).orElse("–"),
                            "checksum", text(each.path("checksum")).orElse("–"),
                            "answer", word("answer." + each.path("answer").asText())));
        }
        return all;
    }

    private Map<String, Object> outcome(EvidenceRecord record) {
        JsonNode facts = record.facts();
        Map<String, Object> values = new TreeMap<>();
        values.put("n", Long.toString(record.n()));
        values.put("hash", record.hash());
        values.put("when", time(record.at()));
        values.put("text", became(facts));
        return values;
    }

    private String became(JsonNode facts) {
        if (facts.path("result").asText().equals("withdrawn")) {
            return word("outcome.withdrawn");
        }
        List<String> parts = new ArrayList<>();
        parts.add(word("status") + " " + facts.path("status").asText("–"));
        parts.add(
                word(facts.path("counted").asBoolean() ? "outcome.counted" : "outcome.uncounted"));
        text(facts.path("answer")).map(it -> word("outcome." + it)).ifPresent(parts::add);
        if (facts.path("ringMillis").isNumber()) {
            parts.add(word("rang") + " " + seconds(facts.path("ringMillis").asLong()));
        }
        text(facts.path("endedBy"))
                .map(it -> word("endedBy") + " " + word("endedBy." + it))
                .ifPresent(parts::add);
        text(facts.path("breach")).map(it -> word("breach." + it)).ifPresent(parts::add);
        return String.join("; ", parts);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / MILLIS);
    }

    private void add(List<Map<String, String>> lines, String key, Optional<String> value) {
        value.ifPresent(it -> lines.add(Map.of("what", word(key), "value", it)));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    private String time(Instant at) {
        return BundlePage.shown(at, zone, "");
    }

    /// One that cannot be read is shown as it stands.
    private String time(String written) {
        try {
            return time(Instant.parse(written));
        } catch (DateTimeException _) {
            return written;
        }
    }

    private String word(String key) {
        return words.getOrDefault(key, key);
    }
}
