package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of examples in the rules' reference, line by line.
class WorkedExamplesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    2026-11-23T08:00:00 | -                            | -                    | -
                    2026-11-23T07:59:59 | -                            | OUTSIDE_HOURS        | 2026-11-23T08:00:00+01:00
                    2026-11-23T20:59:14 | -                            | -                    | -
                    2026-11-23T20:59:15 | -                            | OUTSIDE_HOURS        | 2026-11-24T08:00:00+01:00
                    2026-11-28T18:00:00 | -                            | OUTSIDE_HOURS        | 2026-11-29T10:00:00+01:00
                    2026-12-24T12:00:00 | -                            | HOLIDAY              | 2026-12-25T08:00:00+01:00
                    2026-06-19T12:00:00 | -                            | HOLIDAY              | 2026-06-20T10:00:00+02:00
                    2027-03-27T12:00:00 | -                            | HOLIDAY              | 2027-03-28T10:00:00+02:00
                    2026-11-23T13:00:00 | 08:59:01-09:00:01            | SPACING              | 2026-11-23T13:00:01+01:00
                    2026-11-23T18:00:00 | 08:59-09:00, 13:29-13:30     | DAILY_LIMIT          | 2026-11-24T08:00:00+01:00
                    2026-11-23T15:00:00 | 08:59-09:00, 13:29-13:30     | DAILY_LIMIT, SPACING | 2026-11-24T08:00:00+01:00
                    """)
    void hoursDaysAndAttempts(
            String now,
            @Nullable String attempts,
            @Nullable String reasons,
            @Nullable String retryAt) {
        Dial dial = Dial.at(now);
        String day = now.substring(0, now.indexOf('T') + 1);
        for (String attempt : split(attempts)) {
            String[] ends = attempt.split("-", -1);
            dial.attempt(day + ends[0], day + ends[1]);
        }
        assertDecision(dial, reasons, retryAt);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    2026-09-24, false, -
                    2026-09-23, false, REGISTER_STALE
                    2026-09-23, true,  -
                    """)
    void registerAge(String updated, boolean customer, @Nullable String reasons) {
        Dial dial = Dial.at("2026-11-23T12:00").updated(updated);
        assertDecision(customer ? dial.customerUntil("2026-11-01") : dial, reasons, null);
    }

    @ParameterizedTest
    @CsvSource("2026-11-25, BLOCKED, 2026-11-25T08:00:00+01:00")
    void blockWithExpiry(String until, String reasons, String retryAt) {
        assertDecision(
                Dial.at("2026-11-23T12:00").blockedUntil(until + "T00:00"), reasons, retryAt);
    }

    private static void assertDecision(
            Dial dial, @Nullable String reasons, @Nullable String retryAt) {
        assertThat(dial.reasons()).isEqualTo(split(reasons).stream().map(Reason::valueOf).toList());
        assertThat(dial.retryAt())
                .isEqualTo(
                        Optional.ofNullable(retryAt)
                                .map(OffsetDateTime::parse)
                                .map(OffsetDateTime::toInstant));
    }

    private static List<String> split(@Nullable String list) {
        return list == null ? List.of() : Arrays.asList(list.split(", "));
    }
}
