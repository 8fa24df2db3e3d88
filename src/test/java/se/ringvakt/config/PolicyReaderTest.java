package se.ringvakt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.calendar.WeeklyHours.Hours;
import se.ringvakt.call.CountryCode;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Policy;

class PolicyReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");

    private static String sweden() {
        try (var in = PolicyReader.class.getResourceAsStream("/policies/sweden.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Policies swedenWith(String old, String now) {
        String text = sweden();
        assertThat(text).contains(old);
        return PolicyReader.parse("sweden.yaml", text.replace(old, now));
    }

    private static Policy on(Policies policies, String day) {
        return policies.at(LocalDate.parse(day).atStartOfDay(policies.zone()).toInstant()).policy();
    }

    @Test
    void swedenHasTheFiguresOfTheGuideline() {
        Policies policies = PolicyReader.builtIn("sweden");
        assertThat(policies.zone()).isEqualTo(ZoneId.of("Europe/Stockholm"));
        assertThat(policies.country()).isEqualTo(CountryCode.SWEDEN);
        Policy policy = policies.at(NOW).policy();
        assertThat(policy.shortestTimeout()).isEqualTo(Duration.ofSeconds(46));
        assertThat(policy.longestTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(policy.shortestRinging()).isEqualTo(Duration.ofSeconds(31));
        assertThat(policy.attemptsPerDay()).isEqualTo(2);
        assertThat(policy.attemptsPerPeriod()).isEqualTo(20);
        assertThat(policy.period()).isEqualTo(Duration.ofDays(30));
        assertThat(policy.spacing()).isEqualTo(Duration.ofHours(4));
        assertThat(policy.attemptMax()).isEqualTo(Duration.ofHours(4));
        assertThat(policy.offerCampaigns()).isEqualTo(2);
        assertThat(policy.offerPeriod()).isEqualTo(Period.ofYears(1));
        assertThat(policy.registerValidity()).isEqualTo(Period.ofMonths(2));
        assertThat(policy.consentValidity()).isEqualTo(Period.ofMonths(3));
        assertThat(policy.customerValidity()).isEqualTo(Period.ofMonths(12));
        assertThat(policy.silentAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.callBackKept()).isEqualTo(Period.ofMonths(3));
        assertThat(policy.mustFit()).isTrue();
        assertThat(policy.publicInterestExempt()).isTrue();
        assertThat(policy.consentFirst()).isFalse();
        assertThat(policy.debtWaivesLimits()).isFalse();
        assertThat(policy.hours().on(DayOfWeek.FRIDAY))
                .contains(new Hours(LocalTime.of(8, 0), LocalTime.of(21, 0)));
        assertThat(policy.hours().on(DayOfWeek.SUNDAY))
                .contains(new Hours(LocalTime.of(10, 0), LocalTime.of(18, 0)));
        assertThat(policy.companyHours().on(DayOfWeek.MONDAY))
                .contains(new Hours(LocalTime.of(8, 0), LocalTime.of(17, 0)));
        assertThat(policy.companyHours().on(DayOfWeek.SATURDAY)).isEmpty();
        assertThat(policy.closedDays().isClosed(LocalDate.of(2026, 12, 24))).isTrue();
        assertThat(policy.closedDays().isClosed(LocalDate.of(2026, 12, 25))).isFalse();
        assertThat(policy.version()).matches("sweden-[0-9a-f]{8}");
    }

    @Test
    void aChangeHoldsFromItsFirstDayToItsLastBothIncluded() {
        Policies policies =
                swedenWith(
                        "changes: []",
                        """
                        changes:
                          - from: 2027-01-01
                            to: 2027-01-31
                            figures:
                              attempts-per-day: 1
                        """);
        assertThat(on(policies, "2026-12-31").attemptsPerDay()).isEqualTo(2);
        assertThat(on(policies, "2027-01-01").attemptsPerDay()).isEqualTo(1);
        assertThat(on(policies, "2027-01-31").attemptsPerDay()).isEqualTo(1);
        assertThat(on(policies, "2027-02-01").attemptsPerDay()).isEqualTo(2);
        assertThat(on(policies, "2027-01-15").version())
                .isNotEqualTo(on(policies, "2026-12-31").version());
        assertThat(on(policies, "2027-02-01").version())
                .isEqualTo(on(policies, "2026-12-31").version());
        assertThat(policies.changeAfter(NOW)).contains(Instant.parse("2026-12-31T23:00:00Z"));
    }

    @Test
    void ofOverlappingChangesTheLaterInTheListWins() {
        Policies policies =
                swedenWith(
                        "changes: []",
                        """
                        changes:
                          - from: 2027-01-01
                            figures: {attempts-per-day: 1, spacing: 6h}
                          - to: 2027-01-31
                            figures: {attempts-per-day: 3}
                        """);
        assertThat(on(policies, "2026-12-31").attemptsPerDay()).isEqualTo(3);
        assertThat(on(policies, "2027-01-01").attemptsPerDay()).isEqualTo(3);
        assertThat(on(policies, "2027-01-01").spacing()).isEqualTo(Duration.ofHours(6));
        assertThat(on(policies, "2027-02-01").attemptsPerDay()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spacing: 4h           | spacng: 4h            | spacng: unknown key (did you mean: spacing)
                    spacing: 4h           | spacing: four         | spacing: four (expected: a duration like 4h, 46s, 250ms or PT4H)
                    spacing: 4h           | spacing: 4            | spacing: 4 (expected: a duration like 4h, 46s, 250ms or PT4H)
                    spacing: 4h           | spacing: -PT4H        | spacing: PT-4H (expected: not negative)
                    spacing: 4h           | spacing:              | spacing: nothing (expected: a value)
                    must-fit: true        | must-fit: maybe       | must-fit: maybe (expected: true or false)
                    must-fit: true        | must-fit: 1           | must-fit: 1 (expected: true or false)
                    attempts-per-day: 2   | attempts-per-day: two | attempts-per-day: two (expected: a whole number)
                    attempts-per-day: 2   | attempts-per-day: 2.5 | attempts-per-day: 2.5 (expected: a whole number)
                    attempts-per-day: 2   | attempts-per-day: 0   | attempts-per-day: 0 (expected: at least 1)
                    offer-period: P1Y     | offer-period: 1y      | offer-period: 1y (expected: a period like P2M)
                    08:00-17:00           | 08:00-25:00           | mon-fri: 08:00-25:00 (expected: opening and closing time, like 08:00-21:00)
                    08:00-17:00           | 17:00-08:00           | mon-fri: 17:00-08:00 (expected: opening and closing time, like 08:00-21:00)
                    sat-sun: 10:00-18:00  | sot: 10:00-18:00      | sot: 10:00-18:00 (expected: under a day or days, like sat or mon-fri)
                    sat-sun: 10:00-18:00  | fri-sun: 10:00-18:00  | fri-sun: 10:00-18:00 (expected: each day once; fri is twice)
                    julafton]             | julaften]             | 2: julaften (expected: a named day or a date; did you mean julafton)
                    julafton]             | 2026-02-30]           | 2: 2026-02-30 (expected: a date, or one of
                    country-code: 46      | country-code: 0       | country code: 0 (expected: 1 to 999)
                    zone: Europe/Stock    | zone: Europe/Stok     | zone: Europe/Stokholm (expected: a time zone like Europe/Stockholm)
                    post-dial-delay: 10s  | post-dial-delay: 10m  | longest-timeout: PT2M (expected: at least PT10M36S)
                    attempts-per-day: 2   | spacing: 4h           | Duplicate field 'spacing'
                    """)
    void refusesAMistakeInOneLineWithFileAndLine(String old, String now, String message) {
        assertThatThrownBy(() -> swedenWith(old, now))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("sweden\\.yaml:\\d+: [^\\n]*");
    }

    @Test
    void namesTheLineOfTheMistake() {
        int line = sweden().lines().toList().indexOf("  spacing: 4h") + 1;
        assertThatThrownBy(() -> swedenWith("spacing: 4h", "spacing: soon"))
                .hasMessageStartingWith("sweden.yaml:" + line + ": spacing: soon");
    }

    @Test
    void namesTheLineOfTheMistakeWithinAChange() {
        String change = "changes:\n  - from: 2027-01-01\n    figures:\n      spacing: soon";
        int line = sweden().lines().toList().indexOf("changes: []") + 4;
        assertThatThrownBy(() -> swedenWith("changes: []", change))
                .hasMessageStartingWith("sweden.yaml:" + line + ": spacing: soon");
    }

    @Test
    void refusesAMissingFigure() {
        int line = sweden().lines().toList().indexOf("figures:") + 1;
        assertThatThrownBy(() -> swedenWith("  silent-after: 1s\n", "\n"))
                .hasMessage("sweden.yaml:" + line + ": silent-after: missing (expected: a value)");
        assertThatThrownBy(() -> swedenWith("  ring-cycles: 6\n", "\n"))
                .hasMessage(
                        "sweden.yaml:"
                                + line
                                + ": ring-cycles: missing (expected: a whole number)");
    }

    @Test
    void refusesAChangeWithoutDaysOrEndingBeforeItBegins() {
        assertThatThrownBy(() -> swedenWith("changes: []", "changes: [{figures: {spacing: 5h}}]"))
                .hasMessageContaining("from: missing (expected: from, to or both)");
        assertThatThrownBy(() ->
                        swedenWith(
                                "changes: []",
                                "changes: [{from: 2027-02-01, to: 2027-01-31, figures:"
                                        + " {spacing: 5h}}]"))
                .hasMessageContaining("to: 2027-01-31 (expected: not before 2027-02-01)");
    }

    @Test
    void refusesAVersionThatSomebodyWrites() {
        assertThatThrownBy(() -> swedenWith("\nfigures:\n", "\nfigures:\n  version: x\n"))
                .hasMessageContaining("version: unknown key");
    }

    @Test
    void refusesAnEmptyFileABrokenOneAndASecondDocument(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("own.yaml");
        assertThatThrownBy(() -> PolicyReader.read(file)).hasMessage(file + ": no such file");
        Files.writeString(file, "");
        assertThatThrownBy(() -> PolicyReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":1: ");
        Files.writeString(file, "name: x\n  zone: y: z\n");
        assertThatThrownBy(() -> PolicyReader.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":2: ")
                .hasMessageNotContaining("\n");
        Files.writeString(file, sweden() + "\n---\nname: other\n");
        assertThatThrownBy(() -> PolicyReader.read(file)).isInstanceOf(ConfigException.class);
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xe5});
        assertThatThrownBy(() -> PolicyReader.read(file)).hasMessageContaining("UTF-8");
    }

    @Test
    void readsAnOperatorsOwnFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("own.yaml");
        Files.writeString(file, sweden().replace("julafton]", "julafton, Nyårsafton, 2026-11-27]"));
        Policy policy = PolicyReader.read(file).at(NOW).policy();
        assertThat(policy.closedDays().isClosed(LocalDate.of(2026, 11, 27))).isTrue();
        assertThat(policy.closedDays().isClosed(LocalDate.of(2026, 12, 31))).isTrue();
        assertThat(policy.closedDays().isClosed(LocalDate.of(2026, 11, 28))).isFalse();
    }

    @Test
    void refusesAPolicyThatDoesNotComeWithTheProgram() {
        assertThatThrownBy(() -> PolicyReader.builtIn("atlantis"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("atlantis");
    }
}
