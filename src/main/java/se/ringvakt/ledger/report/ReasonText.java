package se.ringvakt.ledger.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.ringvakt.rule.Reason;

/// Reads reasons as denials keep them: names joined by `&`. Few texts come again and again. For one
/// thread.
final class ReasonText {
    private static final int KNOWN_MOST = 1_000;

    private final Map<String, List<Reason>> known = new HashMap<>();

    List<Reason> read(String text) {
        if (known.size() > KNOWN_MOST) {
            known.clear();
        }
        return known.computeIfAbsent(text, ReasonText::parse);
    }

    private static List<Reason> parse(String text) {
        return Arrays.stream(text.split("&"))
                .filter(word -> !word.isEmpty())
                .map(Reason::valueOf)
                .toList();
    }
}
