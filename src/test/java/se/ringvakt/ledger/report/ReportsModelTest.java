package se.ringvakt.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.Engine;
import se.ringvakt.ledger.sql.OnEveryEngine;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;

/// Random decisions and outcomes, rolled in at random, against everything read and added up.
@OnEveryEngine
final class ReportsModelTest {
    private static final List<String> CAMPAIGNS = List.of("el-2026", "fiber", "100%' OR 1=1 --");
    private static final List<String> AGENTS = List.of("anna", "bo", "");
    private static final List<Reason> REASONS =
            List.of(Reason.LISTED, Reason.BLOCKED, Reason.SPACING, Reason.HOLIDAY);

    /// Summer time ends in these days, at 01:00 UTC on the 25th.
    private static final Instant BEGIN = Instant.parse("2026-10-23T20:17:31.250Z");

    @TempDir private Path folder;
    private final Engine engine;

    ReportsModelTest(Engine engine) {
        this.engine = engine;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAndFindsWhatReadingEverythingFinds(long seed) {
        Random random = new Random(seed);
        try (ReportsOnTrial trial = new ReportsOnTrial(engine, folder)) {
            fill(trial, random);
            trial.rolled();
            List<Decision> everything = trial.all(Filter.ALL);
            assertThat(everything)
                    .isSortedAccordingTo((one, other) ->
                            Cursor.NEWEST_FIRST.compare(one.cursor(), other.cursor()))
                    .hasSizeGreaterThan(1_000);
            for (int i = 0; i < 60; i++) {
                Query query = query(random);
                if (mayBeAsked(query)) {
                    assertThat(counted(trial.counts().count(query)))
                            .as("%s", query)
                            .isEqualTo(
                                    counted(
                                            model(everything, query),
                                            query.reasons().isEmpty()
                                                    && query.by() != Group.REASON));
                }
            }
            for (int i = 0; i < 60; i++) {
                Filter filter = filter(random, everything);
                assertThat(trial.all(filter))
                        .as("%s", filter)
                        .isEqualTo(
                                everything.stream().filter(each -> passes(each, filter)).toList());
            }
        }
    }

    private static void fill(ReportsOnTrial trial, Random random) {
        Instant at = BEGIN;
        List<Attempt> open = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            at = at.plusMillis(random.nextInt(4) == 0 ? 600_000 : random.nextInt(60_000));
            trial.now(at);
            if (random.nextBoolean()) {
                // Committed later than others of its time.
                Instant start = at.minusMillis(random.nextInt(3_000));
                open.add(dialled(trial, start, random));
            } else {
                Reason[] reasons =
                        REASONS.stream().filter(_ -> random.nextInt(3) == 0).toArray(Reason[]::new);
                trial.deny(
                        at,
                        any(CAMPAIGNS, random),
                        any(AGENTS, random),
                        random.nextInt(5) == 0
                                ? Optional.empty()
                                : Optional.of(Samples.number(random.nextInt(20))),
                        reasons.length == 0 ? new Reason[] {Reason.UNAVAILABLE} : reasons);
            }
            if (!open.isEmpty() && random.nextBoolean()) {
                become(trial, open.remove(random.nextInt(open.size())), random);
            }
            if (random.nextInt(7) == 0) {
                trial.reports().roll();
            }
            if (random.nextInt(200) == 0) {
                trial.reopen();
            }
        }
    }

    /// Each fifth one goes out though it would have been denied.
    private static Attempt dialled(ReportsOnTrial trial, Instant start, Random random) {
        String campaign = any(CAMPAIGNS, random);
        String agent = any(AGENTS, random);
        return random.nextInt(5) == 0
                ? trial.rehearse(start, campaign, agent, any(REASONS, random), any(REASONS, random))
                : trial.allow(start, campaign, agent);
    }

    private static void become(ReportsOnTrial trial, Attempt attempt, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> settle(trial, attempt, Samples.answered(attempt, Answer.MET));
            case 1 -> settle(trial, attempt, Samples.answered(attempt, Answer.SILENT));
            case 2 -> {
                trial.silent(attempt, trial.now());
                if (random.nextBoolean()) {
                    trial.reports().roll();
                }
                settle(trial, attempt, Samples.answered(attempt, Answer.SILENT));
            }
            case 3 -> settle(trial, attempt, Samples.notReached(attempt));
            case 4 -> {
                settle(trial, attempt, Samples.answered(attempt, Answer.UNSEEN));
                trial.reports().roll();
                trial.complete(attempt, Samples.told(attempt, "ANSWER", 16, 45_000));
            }
            default -> settle(trial, attempt, Samples.givenUp(attempt));
        }
    }

    /// Heard of now.
    private static void settle(ReportsOnTrial trial, Attempt attempt, Outcome outcome) {
        Duration after = Duration.between(attempt.start(), trial.now());
        trial.settle(attempt, Samples.heardAfter(outcome, attempt, after));
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static <T> Optional<T> maybe(List<T> of, Random random) {
        return random.nextBoolean() ? Optional.of(any(of, random)) : Optional.empty();
    }

    private static Query query(Random random) {
        Instant from = BEGIN.plus(random.nextInt(5_000) - 100, ChronoUnit.MINUTES);
        Instant to =
                from.plus(random.nextInt(10) == 0 ? 7 : random.nextInt(6_000), ChronoUnit.MINUTES);
        return new Query(
                from,
                to,
                any(List.of(Group.values()), random),
                random.nextInt(4) == 0
                        ? Optional.of(any(List.of(Ruling.values()), random))
                        : Optional.empty(),
                random.nextInt(4) == 0 ? Set.of(any(REASONS, random)) : Set.of(),
                random.nextBoolean()
                        ? Optional.of(Set.of(any(CAMPAIGNS, random), "other"))
                        : Optional.empty(),
                maybe(AGENTS, random));
    }

    private static boolean mayBeAsked(Query query) {
        boolean apart = query.agent().isPresent() || query.campaigns().isPresent();
        return query.by() != Group.MINUTE
                || !apart
                || Duration.between(query.from(), query.to()).toMinutes() <= Query.MINUTES_MOST;
    }

    private static Filter filter(Random random, List<Decision> everything) {
        Instant from = BEGIN.plus(random.nextInt(5_000), ChronoUnit.MINUTES);
        return new Filter(
                random.nextBoolean() ? Optional.of(from) : Optional.empty(),
                random.nextBoolean()
                        ? Optional.of(from.plus(random.nextInt(3_000), ChronoUnit.MINUTES))
                        : Optional.empty(),
                random.nextInt(4) == 0
                        ? Optional.of(any(List.of(Ruling.values()), random))
                        : Optional.empty(),
                random.nextInt(3) == 0
                        ? java.util.stream.Stream.of(any(REASONS, random), any(REASONS, random))
                                .collect(Collectors.toSet())
                        : Set.of(),
                random.nextInt(3) == 0
                        ? Optional.of(Set.of(any(CAMPAIGNS, random), "other"))
                        : Optional.empty(),
                random.nextInt(3) == 0 ? maybe(AGENTS, random) : Optional.empty(),
                random.nextInt(3) == 0 ? any(everything, random).number() : Optional.empty(),
                random.nextInt(5) == 0
                        ? Optional.of(any(List.of("ANSWER", "CANCEL", "x' OR '1'='1"), random))
                        : Optional.empty(),
                random.nextInt(5) == 0,
                random.nextInt(5) == 0,
                random.nextInt(4) == 0);
    }

    private static boolean passes(Decision each, Filter filter) {
        return filter.from().map(from -> !each.at().isBefore(from)).orElse(true)
                && filter.to().map(to -> each.at().isBefore(to)).orElse(true)
                && filter.ruling().map(one -> one == each.ruling()).orElse(true)
                && (filter.reasons().isEmpty()
                        || each.reasons().stream().anyMatch(filter.reasons()::contains))
                && filter.campaigns().map(these -> these.contains(each.campaign())).orElse(true)
                && filter.agent().map(one -> one.equals(each.agent())).orElse(true)
                && filter.number().map(one -> each.number().equals(Optional.of(one))).orElse(true)
                && filter.status()
                        .map(word ->
                                each.permit()
                                        .flatMap(Decision.Permit::became)
                                        .map(it -> it.status().equals(word))
                                        .orElse(false))
                        .orElse(true)
                && (!filter.rehearsed() || rehearsed(each))
                && (!filter.breach() || breach(each).isPresent())
                && (!filter.silent() || each.permit().map(Decision.Permit::silent).orElse(false));
    }

    private static boolean rehearsed(Decision each) {
        return each.ruling() == Ruling.ALLOWED && !each.reasons().isEmpty();
    }

    private static Optional<Breach> breach(Decision each) {
        return each.permit().flatMap(Decision.Permit::became).flatMap(Decision.Became::breach);
    }

    private record Counted(
            long allowed,
            long denied,
            Map<Reason, Long> first,
            Map<Reason, Long> would,
            long settled,
            long met,
            long silent,
            long breaches,
            long ringMillis,
            long talkMillis) {}

    private static Map<String, Counted> counted(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.dials() > 0 || row.rehearsed() > 0)
                .collect(
                        Collectors.toMap(
                                Row::key,
                                row ->
                                        new Counted(
                                                row.allowed(),
                                                row.denied(),
                                                row.byReason(),
                                                row.rehearsedByReason(),
                                                row.outcomes().settled(),
                                                row.outcomes().met(),
                                                row.outcomes().silent(),
                                                row.outcomes().breaches(),
                                                row.outcomes().ringMillis(),
                                                row.outcomes().talkMillis())));
    }

    /// @param dials whether allowed dials count, or only what was against them
    private static Map<String, Counted> counted(Map<String, List<Decision>> groups, boolean dials) {
        Map<String, Counted> counted = new HashMap<>();
        groups.forEach((key, these) -> {
            List<Decision.Permit> permits =
                    these.stream()
                            .filter(_ -> dials)
                            .flatMap(each -> each.permit().stream())
                            .toList();
            List<Decision.Became> became =
                    permits.stream().flatMap(each -> each.became().stream()).toList();
            counted.put(
                    key,
                    new Counted(
                            permits.size(),
                            these.stream().filter(each -> each.ruling() == Ruling.DENIED).count(),
                            first(these, each -> each.ruling() == Ruling.DENIED),
                            first(these, ReportsModelTest::rehearsed),
                            became.size(),
                            became.stream().filter(each -> each.answer() == Answer.MET).count(),
                            permits.stream().filter(Decision.Permit::silent).count(),
                            became.stream()
                                    .filter(each ->
                                            each.breach()
                                                    .equals(Optional.of(Breach.RING_TOO_SHORT)))
                                    .count(),
                            became.stream()
                                    .flatMap(each -> each.rang().stream())
                                    .mapToLong(Duration::toMillis)
                                    .sum(),
                            became.stream()
                                    .flatMap(each -> each.talk().stream())
                                    .mapToLong(Duration::toMillis)
                                    .sum()));
        });
        return counted;
    }

    private static Map<Reason, Long> first(
            List<Decision> these, Predicate<? super Decision> wanted) {
        return these.stream()
                .filter(wanted)
                .collect(
                        Collectors.groupingBy(
                                each -> each.reasons().getFirst(), Collectors.counting()));
    }

    private static Map<String, List<Decision>> model(List<Decision> everything, Query query) {
        return everything.stream()
                .filter(each -> !each.at().isBefore(query.from()) && each.at().isBefore(query.to()))
                .filter(each -> query.ruling().map(one -> one == each.ruling()).orElse(true))
                .filter(each ->
                        query.reasons().isEmpty()
                                || (!each.reasons().isEmpty()
                                        && query.reasons().contains(each.reasons().getFirst())))
                .filter(each -> query.by() != Group.REASON || !each.reasons().isEmpty())
                .filter(each ->
                        query.campaigns()
                                .map(these -> these.contains(each.campaign()))
                                .orElse(true))
                .filter(each -> query.agent().map(one -> one.equals(each.agent())).orElse(true))
                .collect(Collectors.groupingBy(each -> key(each, query.by())));
    }

    private static String key(Decision each, Group by) {
        LocalDateTime local = LocalDateTime.ofInstant(each.at(), ReportsOnTrial.STOCKHOLM);
        return switch (by) {
            case MINUTE -> each.at().truncatedTo(ChronoUnit.MINUTES).toString();
            case HOUR -> each.at().truncatedTo(ChronoUnit.HOURS).toString();
            case DAY -> local.toLocalDate().toString();
            case WEEKDAY_HOUR ->
                    "%dT%02d".formatted(local.getDayOfWeek().getValue(), local.getHour());
            case CAMPAIGN -> each.campaign();
            case AGENT -> each.agent();
            case REASON -> each.reasons().getFirst().name();
        };
    }

    @Test
    void isTheSameWhenCountedAnewFromNothing() throws Exception {
        try (ReportsOnTrial trial = new ReportsOnTrial(engine, folder)) {
            fill(trial, new Random(9));
            trial.rolled();
            Query query = Query.of(BEGIN, BEGIN.plus(30, ChronoUnit.DAYS), Group.AGENT);
            List<Row> before = trial.counts().count(query);
            trial.closeReports();
            java.nio.file.Files.delete(folder.resolve("reports.db"));
            trial.openReportsAgain();
            assertThat(trial.counts().count(query)).isEmpty();
            assertThat(trial.rolled().counts().count(query)).isEqualTo(before).isNotEmpty();
        }
    }
}
