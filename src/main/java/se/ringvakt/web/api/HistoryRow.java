package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import se.ringvakt.report.Counts.Row;

/// What was counted under one key.
///
/// @param key empty for the sum of all, and for what names nobody
/// @param reasons denials by their first reason
/// @param answered met, silent and unseen ones
record HistoryRow(
        @JsonInclude(JsonInclude.Include.ALWAYS) String key,
        long dials,
        long allowed,
        long denied,
        Map<String, Long> reasons,
        long answered,
        long met,
        long silent,
        long breaches) {
    private static final double FINENESS = 10_000;

    static HistoryRow of(String key, Row row) {
        Map<String, Long> reasons = new TreeMap<>();
        row.byReason().forEach((reason, n) -> reasons.put(reason.name(), n));
        return new HistoryRow(
                key,
                row.dials(),
                row.allowed(),
                row.denied(),
                reasons,
                row.outcomes().answered(),
                row.outcomes().met(),
                row.outcomes().silent(),
                row.outcomes().breaches());
    }

    /// Several in one.
    static HistoryRow sum(String key, Collection<HistoryRow> rows) {
        Map<String, Long> reasons = new TreeMap<>();
        rows.forEach(row -> row.reasons.forEach((code, n) -> reasons.merge(code, n, Long::sum)));
        return new HistoryRow(
                key,
                rows.stream().mapToLong(HistoryRow::dials).sum(),
                rows.stream().mapToLong(HistoryRow::allowed).sum(),
                rows.stream().mapToLong(HistoryRow::denied).sum(),
                reasons,
                rows.stream().mapToLong(HistoryRow::answered).sum(),
                rows.stream().mapToLong(HistoryRow::met).sum(),
                rows.stream().mapToLong(HistoryRow::silent).sum(),
                rows.stream().mapToLong(HistoryRow::breaches).sum());
    }

    /// The share of a part, to a hundredth of a per cent; empty: of nothing.
    static Optional<Double> share(long part, long whole) {
        return whole == 0
                ? Optional.empty()
                : Optional.of(Math.round(FINENESS * part / whole) / FINENESS);
    }
}
