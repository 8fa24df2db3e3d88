package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.rule.Reason;

/// What was counted under one key.
///
/// @param key empty for the sum of all, and for what names nobody
/// @param rehearsed of the allowed ones, those that would have been denied
/// @param reasons denials by their first reason
/// @param rehearsedReasons those by their first reason
/// @param answered met, silent and unseen ones
record HistoryRow(
        @JsonInclude(JsonInclude.Include.ALWAYS) String key,
        long dials,
        long allowed,
        long denied,
        long rehearsed,
        Map<String, Long> reasons,
        Map<String, Long> rehearsedReasons,
        long answered,
        long met,
        long silent,
        long breaches) {
    private static final double FINENESS = 10_000;

    static HistoryRow of(String key, Row row) {
        return new HistoryRow(
                key,
                row.dials(),
                row.allowed(),
                row.denied(),
                row.rehearsed(),
                byCode(row.byReason()),
                byCode(row.rehearsedByReason()),
                row.outcomes().answered(),
                row.outcomes().met(),
                row.outcomes().silent(),
                row.outcomes().breaches());
    }

    /// Several in one.
    static HistoryRow sum(String key, Collection<HistoryRow> rows) {
        return new HistoryRow(
                key,
                rows.stream().mapToLong(HistoryRow::dials).sum(),
                rows.stream().mapToLong(HistoryRow::allowed).sum(),
                rows.stream().mapToLong(HistoryRow::denied).sum(),
                rows.stream().mapToLong(HistoryRow::rehearsed).sum(),
                sum(rows.stream().map(HistoryRow::reasons)),
                sum(rows.stream().map(HistoryRow::rehearsedReasons)),
                rows.stream().mapToLong(HistoryRow::answered).sum(),
                rows.stream().mapToLong(HistoryRow::met).sum(),
                rows.stream().mapToLong(HistoryRow::silent).sum(),
                rows.stream().mapToLong(HistoryRow::breaches).sum());
    }

    static Map<String, Long> byCode(Map<Reason, Long> counted) {
        Map<String, Long> codes = new TreeMap<>();
        counted.forEach((reason, n) -> codes.put(reason.name(), n));
        return codes;
    }

    private static Map<String, Long> sum(Stream<Map<String, Long>> counted) {
        Map<String, Long> codes = new TreeMap<>();
        counted.forEach(each -> each.forEach((code, n) -> codes.merge(code, n, Long::sum)));
        return codes;
    }

    /// The share of a part, to a hundredth of a per cent; empty: of nothing.
    static Optional<Double> share(long part, long whole) {
        return whole == 0
                ? Optional.empty()
                : Optional.of(Math.round(FINENESS * part / whole) / FINENESS);
    }
}
