package se.ringvakt.consistency;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.ringvakt.call.Attempt;
import se.ringvakt.consistency.Tables.Change;
import se.ringvakt.consistency.Tables.Try;

/// The Swedish limits once more, written from the guideline alone, slow and obvious: for every row
/// it looks at all rows before it. Times are each attempt's own start, by the clock of the gate
/// that allowed it.
///
/// What wrong clocks can do: an attempt is judged by its gate's clock, so by the true time a call
/// may ring as much too early or too late as that clock is wrong, and two attempts may be four
/// hours less both gates' errors apart. By the times on record no limit is ever exceeded, and the
/// number of attempts a day or a period not by the true time either, as long as clocks are less
/// wrong than the night is long.
final class Model {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long SPACING = 4 * HOUR;
    static final long LIFE = 4 * HOUR;
    private static final long PERIOD = 30 * 24 * HOUR;
    private static final int A_DAY = 2;
    private static final int A_PERIOD = 20;
    private static final int OTHER_CAMPAIGNS = 2;
    private static final long SHORTEST = 46_000;

    private final Tables tables;
    private final Map<Long, Try> byId;
    private final List<String> wrong = new ArrayList<>();

    private Model(Tables tables) {
        this.tables = tables;
        this.byId = tables.attempts().stream().collect(Collectors.toMap(Try::id, each -> each));
    }

    /// Everything that is wrong with the tables; empty: nothing.
    static List<String> wrong(Tables tables) {
        Model model = new Model(tables);
        model.times();
        model.refusals();
        model.outcomes();
        Map<Long, List<Change>> numbers =
                tables.changes().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Change::number, TreeMap::new, Collectors.toList()));
        numbers.values().forEach(model::chain);
        numbers.values().forEach(model::asItWasKnown);
        model.attemptsAndHistory();
        model.asItEnded();
        return model.wrong;
    }

    /// What was acknowledged is there, and what is there without that was taken back or counts.
    static List<String> lost(Tables tables, Memory memory) {
        List<String> wrong = new ArrayList<>(memory.wrong);
        Map<Long, Try> byId =
                tables.attempts().stream().collect(Collectors.toMap(Try::id, each -> each));
        memory.permits.forEach((id, heard) -> {
            Attempt permit = heard.attempt();
            Try found = byId.get(id);
            if (found == null) {
                wrong.add("attempt " + id + ": permitted and not on record");
            } else if (found.number() != permit.number().e164()
                    || !found.campaign().equals(permit.campaign().value())
                    || found.start() != permit.start().toEpochMilli()) {
                wrong.add("attempt " + id + ": another than was permitted");
            }
        });
        for (Try each : tables.attempts()) {
            boolean taken = each.end().map(Tables.End::isWithdrawal).orElse(false);
            if (!memory.permits.containsKey(each.id()) && each.end().isPresent() && !taken) {
                wrong.add("attempt " + each.id() + ": never permitted, and has an outcome");
            }
            if (memory.permits.containsKey(each.id())
                    && taken
                    && !memory.givenBack.contains(each.id())) {
                wrong.add("attempt " + each.id() + ": permitted, and taken back by nobody");
            }
            if (memory.told.contains(each.id()) && each.end().isEmpty()) {
                wrong.add("attempt " + each.id() + ": its outcome was acknowledged and is lost");
            }
        }
        return wrong;
    }

    private void times() {
        for (Try each : tables.attempts()) {
            if (!isOpen(each.start())) {
                wrong.add(each + ": outside hours");
            } else if (!each.end().map(Tables.End::isWithdrawal).orElse(false)
                    && LocalDateTime.ofInstant(
                                    Instant.ofEpochMilli(each.start() + each.timeoutMillis()),
                                    STOCKHOLM)
                            .isAfter(closing(date(each.start())).orElseThrow())) {
                wrong.add(each + ": may ring after hours");
            }
        }
    }

    /// A denial names the hours or the holiday just when its own time says so.
    private void refusals() {
        for (Tables.Refusal each : tables.refusals()) {
            if (each.reasons().equals("UNAVAILABLE") || each.reasons().contains("STOPPED")) {
                continue;
            }
            boolean closed =
                    each.reasons().contains("OUTSIDE_HOURS") || each.reasons().contains("HOLIDAY");
            if (closed == isOpen(each.at())) {
                wrong.add(each + ": denied by other hours");
            }
            boolean full = each.reasons().contains("DAILY_LIMIT");
            if (full && triesFrom(each) < A_DAY) {
                wrong.add(each + ": denied by a limit that was not reached");
            }
        }
    }

    /// Attempts that were made, whatever became of them: since that day, as clocks may differ.
    private long triesFrom(Tables.Refusal refusal) {
        return tables.attempts().stream()
                .filter(each -> each.number() == refusal.number())
                .filter(each -> each.campaign().equals(refusal.campaign()))
                .filter(each -> !date(each.start()).isBefore(date(refusal.at())))
                .count();
    }

    private void outcomes() {
        for (Try each : tables.attempts()) {
            each.end()
                    .ifPresent(end -> {
                        boolean late = end.heard() >= each.start() + LIFE;
                        boolean counts = !end.isWithdrawal() && (end.reached() || late);
                        if (end.counted() != counts) {
                            wrong.add(each + ": counted wrongly");
                        }
                    });
        }
    }

    /// Versions follow one another from the first.
    private void chain(List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).version() != i + 1) {
                wrong.add(changes.get(i) + ": version " + (i + 1) + " is missing");
                return;
            }
        }
    }

    /// Each attempt has its one row of history, and each outcome its last word there.
    private void attemptsAndHistory() {
        Map<Long, List<Change>> byAttempt =
                tables.changes().stream().collect(Collectors.groupingBy(Change::attempt));
        for (Try each : tables.attempts()) {
            List<Change> changes = byAttempt.getOrDefault(each.id(), List.of());
            List<Change> allowed = changes.stream().filter(it -> it.what() == 1).toList();
            if (allowed.size() != 1
                    || allowed.getFirst().number() != each.number()
                    || allowed.getFirst().at() != each.start()
                    || !allowed.getFirst().campaign().equals(each.campaign())) {
                wrong.add(each + ": history says " + allowed);
            }
            List<Change> ends =
                    changes.stream().filter(it -> it.what() == 2 || it.what() == 3).toList();
            boolean agrees =
                    each.end().isEmpty()
                            ? ends.isEmpty()
                            : !ends.isEmpty()
                                    && (ends.getLast().what() == 2) == each.end().get().counted();
            if (!agrees) {
                wrong.add(each + ": ended in history " + ends);
            }
        }
        for (Change change : tables.changes()) {
            if (change.what() != 5 && !byId.containsKey(change.attempt())) {
                wrong.add(change + ": of no attempt");
            }
        }
    }

    /// An attempt as it was known when another was allowed.
    private record Known(Try attempt, Optional<Long> end) {}

    /// Goes through a number's history and judges each attempt by what was on record before it.
    private void asItWasKnown(List<Change> changes) {
        Map<Long, Known> known = new HashMap<>();
        for (Change change : changes) {
            Try attempt = byId.get(change.attempt());
            if (attempt == null) {
                continue;
            }
            switch (change.what()) {
                case 1 -> {
                    known.values().forEach(before -> apart(before, attempt));
                    limits(known.values().stream().map(Known::attempt).toList(), attempt);
                    known.put(attempt.id(), new Known(attempt, Optional.empty()));
                }
                case 2 -> known.put(attempt.id(), new Known(attempt, Optional.of(change.at())));
                case 3 -> known.remove(attempt.id());
                default -> {
                    // Debts do not waive a limit in Sweden.
                }
            }
        }
    }

    private void apart(Known before, Try attempt) {
        long start = before.attempt.start();
        if (before.end.isEmpty() && attempt.start() < start + LIFE) {
            wrong.add(attempt + ": while " + before.attempt + " was open");
        }
        long last = Math.max(start, before.end.orElse(start));
        if (before.attempt.campaign().equals(attempt.campaign())
                && attempt.start() < last + SPACING) {
            wrong.add(attempt + ": too soon after " + before);
        }
    }

    private void limits(List<Try> before, Try attempt) {
        List<Try> own =
                before.stream().filter(it -> it.campaign().equals(attempt.campaign())).toList();
        long today =
                own.stream().filter(it -> date(it.start()).equals(date(attempt.start()))).count();
        if (today >= A_DAY) {
            wrong.add(attempt + ": after " + today + " that day");
        }
        long lately = own.stream().filter(it -> it.start() > attempt.start() - PERIOD).count();
        if (lately >= A_PERIOD) {
            wrong.add(attempt + ": after " + lately + " in the period");
        }
        Instant start = Instant.ofEpochMilli(attempt.start());
        Set<String> others =
                before.stream()
                        .filter(it -> it.offer().equals(attempt.offer()))
                        .filter(it -> !it.campaign().equals(attempt.campaign()))
                        .filter(it ->
                                start.isBefore(
                                        Instant.ofEpochMilli(it.start())
                                                .atZone(STOCKHOLM)
                                                .plusYears(1)
                                                .toInstant()))
                        .map(Try::campaign)
                        .collect(Collectors.toSet());
        if (others.size() >= OTHER_CAMPAIGNS) {
            wrong.add(attempt + ": offer of " + others);
        }
    }

    /// Without the history: what counts in the end, per number and campaign.
    private void asItEnded() {
        Map<String, List<Try>> lines =
                tables.attempts().stream()
                        .filter(Try::counts)
                        .collect(Collectors.groupingBy(it -> it.number() + " " + it.campaign()));
        lines.forEach((line, attempts) -> {
            Map<LocalDate, Long> days =
                    attempts.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            it -> date(it.start()), Collectors.counting()));
            days.forEach((day, count) -> {
                if (count > A_DAY) {
                    wrong.add(line + ": " + count + " on " + day);
                }
            });
            for (Try one : attempts) {
                long period =
                        attempts.stream()
                                .filter(it -> it.start() <= one.start())
                                .filter(it -> it.start() > one.start() - PERIOD)
                                .count();
                if (period > A_PERIOD) {
                    wrong.add(line + ": " + period + " in the period that ends with " + one);
                }
                for (Try other : attempts) {
                    if (one.id() != other.id()
                            && other.start() >= one.start()
                            && other.start() < one.start() + SPACING) {
                        wrong.add(line + ": " + one + " and " + other + " too near");
                    }
                }
            }
        });
    }

    private static boolean isOpen(long millis) {
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), STOCKHOLM);
        Optional<LocalDateTime> closing = closing(at.toLocalDate());
        LocalTime opening = isWeekend(at.toLocalDate()) ? LocalTime.of(10, 0) : LocalTime.of(8, 0);
        return closing.isPresent()
                && !at.toLocalTime().isBefore(opening)
                && !at.plus(Duration.ofMillis(SHORTEST)).isAfter(closing.get());
    }

    /// Empty: nobody is called that day.
    private static Optional<LocalDateTime> closing(LocalDate day) {
        LocalDate midsummer = LocalDate.of(day.getYear(), 6, 19);
        while (midsummer.getDayOfWeek() != DayOfWeek.FRIDAY) {
            midsummer = midsummer.plusDays(1);
        }
        Set<LocalDate> closed =
                Set.of(
                        easter(day.getYear()).minusDays(1),
                        midsummer,
                        LocalDate.of(day.getYear(), 12, 24));
        return closed.contains(day)
                ? Optional.empty()
                : Optional.of(day.atTime(isWeekend(day) ? 18 : 21, 0));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    /// Easter Sunday, by Meeus.
    private static LocalDate easter(int year) {
        int century = year / 100;
        int epact =
                (19 * (year % 19)
                                + century
                                - century / 4
                                - (century - (century + 8) / 25 + 1) / 3
                                + 15)
                        % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 4) % 7;
        int late = (year % 19 + 11 * epact + 22 * weekday) / 451;
        int sum = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, sum / 31, sum % 31 + 1);
    }

    private static LocalDate date(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), STOCKHOLM);
    }
}
