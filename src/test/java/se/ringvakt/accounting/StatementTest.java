package se.ringvakt.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.ringvakt.accounting.Statement.Costs;
import se.ringvakt.call.PrincipalId;

/// The prices are those NIX-Telefon published for 2021 to 2023.
final class StatementTest {
    private static final Year YEAR = Year.of(2026);
    private static final LocalDate NEXT_YEAR = LocalDate.of(2027, 1, 1);
    private static final Optional<PrincipalId> EL = Optional.of(new PrincipalId("elbolaget"));
    private static final Tariff NIX = nix("2021-01-01", "", "0.17");

    @Test
    void sumsPerMonthAndPrincipal() {
        Statement statement =
                statement(
                        List.of(
                                checks("2026-03", EL, 100, 80, 0, 0),
                                checks("2026-03", EL, 50, 40, 10, 9),
                                checks("2026-03", Optional.empty(), 1, 1, 0, 0),
                                checks("2026-01", EL, 7, 7, 0, 0),
                                checks("2025-12", EL, 1000, 1, 1, 1),
                                checks("2026-02", EL, 0, 0, 0, 0)));

        assertThat(statement.lines())
                .containsExactly(
                        checks("2026-01", EL, 7, 7, 0, 0),
                        checks("2026-03", Optional.empty(), 1, 1, 0, 0),
                        checks("2026-03", EL, 150, 120, 10, 9));
        assertThat(statement.checks()).isEqualTo(168);
    }

    @Test
    void pricesAYearUnderEachContract() {
        Costs costs = costs(List.of(checks("2026-03", EL, 100_000, 80_000, 20_000, 19_000)));

        assertThat(costs.webWash()).isEqualByComparingTo("20400");
        assertThat(costs.webWashCharged()).isEqualByComparingTo("20400");
        assertThat(costs.resellerChecked()).isEqualByComparingTo("15600");
        assertThat(costs.resellerFree()).isEqualByComparingTo("16830");
        assertThat(costs.licence()).isEqualByComparingTo("110500");
        assertThat(costs.breakEvenWebWash()).contains(650_000L);
        assertThat(costs.breakEvenReseller()).contains(850_000L);
    }

    @Test
    void anAccountIsChargedWithAtLeastItsLeastCharge() {
        assertThat(costs(List.of(checks("2026-03", EL, 5_882, 0, 0, 0))).webWashCharged())
                .isEqualByComparingTo("1000");
        assertThat(costs(List.of(checks("2026-03", EL, 5_883, 0, 0, 0))).webWashCharged())
                .isEqualByComparingTo("1000.11");
        assertThat(costs(List.of()).webWashCharged()).isZero();
    }

    @Test
    void theBreakEvenIsTheFirstCountAtWhichTheLicenceCostsNoMore() {
        Tariff odd = nix("2021-01-01", "", "0.3");
        Statement statement = Statement.of(YEAR, "nix", List.of(), List.of(odd), NEXT_YEAR);

        assertThat(statement.costs().orElseThrow().breakEvenWebWash()).contains(368_334L);
        Tariff free = nix("2021-01-01", "", "0");
        assertThat(
                        Statement.of(YEAR, "nix", List.of(), List.of(free), NEXT_YEAR)
                                .costs()
                                .orElseThrow()
                                .breakEvenWebWash())
                .isEmpty();
    }

    @Test
    void warnsBelowWhatTheLicenceAsksFor() {
        assertThat(costs(List.of(checks("2026-03", EL, 799_999, 0, 0, 0))).underLicence()).isTrue();
        assertThat(costs(List.of(checks("2026-03", EL, 800_000, 0, 0, 0))).underLicence())
                .isFalse();
    }

    @Test
    void aYearThatIsNotOverIsExpectedToGoOnAsItBegan() {
        List<Checks> counted = List.of(checks("2026-01", EL, 68_000, 0, 0, 0));
        Statement january =
                Statement.of(YEAR, "nix", counted, List.of(NIX), LocalDate.of(2026, 1, 31));

        assertThat(january.expected()).isEqualTo(800_645);
        assertThat(january.costs().orElseThrow().underLicence()).isFalse();
        assertThat(january.days(LocalDate.of(2026, 1, 31))).isEqualTo(31);
        assertThat(statement(counted).expected()).isEqualTo(68_000);
        assertThat(statement(counted).days(NEXT_YEAR)).isEqualTo(365);
    }

    @Test
    void eachMonthIsPricedByTheListOfItsFirstDay() {
        List<Tariff> tariffs =
                List.of(nix("2021-01-01", "", "0.17"), nix("2026-03-01", "2026-03-31", "1.00"));
        List<Checks> counted =
                List.of(
                        checks("2026-02", EL, 100, 0, 0, 0),
                        checks("2026-03", EL, 100, 0, 0, 0),
                        checks("2026-04", EL, 100, 0, 0, 0));

        assertThat(
                        Statement.of(YEAR, "nix", counted, tariffs, NEXT_YEAR)
                                .costs()
                                .orElseThrow()
                                .webWash())
                .isEqualByComparingTo("134");
    }

    @Test
    void withoutAPriceListForEveryMonthThereAreNoCosts() {
        List<Tariff> tariffs = List.of(nix("2026-03-01", "", "0.17"));
        List<Checks> counted = List.of(checks("2026-02", EL, 1, 0, 0, 0));

        assertThat(Statement.of(YEAR, "nix", counted, tariffs, NEXT_YEAR).costs()).isEmpty();
        assertThat(Statement.of(YEAR, "egna", List.of(), tariffs, NEXT_YEAR).costs()).isEmpty();
    }

    @Test
    void refusesPricesThatMakeNoSense() {
        assertThatThrownBy(() -> nix("2026-03-02", "2026-03-01", "0.17"))
                .hasMessage("to: 2026-03-01 (expected: not before 2026-03-02)");
        assertThatThrownBy(() -> nix("2026-03-02", "", "-0.01"))
                .hasMessage("price: -0.01 (expected: 0 or more)");
        assertThatThrownBy(() -> new Credit("bmnr", 0, Optional.empty(), "EUR", NEXT_YEAR, "eva"))
                .hasMessage("records: 0 (expected: 1 or more)");
    }

    private static Costs costs(List<Checks> counted) {
        return statement(counted).costs().orElseThrow();
    }

    private static Statement statement(List<Checks> counted) {
        return Statement.of(YEAR, "nix", counted, List.of(NIX), NEXT_YEAR);
    }

    private static Checks checks(
            String month,
            Optional<PrincipalId> principal,
            long washed,
            long washedFree,
            long dialled,
            long dialledFree) {
        return new Checks(
                YearMonth.parse(month), principal, washed, washedFree, dialled, dialledFree);
    }

    private static Tariff nix(String from, String to, String webWash) {
        return new Tariff(
                "nix",
                Optional.of(LocalDate.parse(from)),
                to.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(to)),
                "SEK",
                new BigDecimal(webWash),
                new BigDecimal("1000"),
                new BigDecimal("0.13"),
                new BigDecimal("0.17"),
                new BigDecimal("5000"),
                new BigDecimal("110500"),
                800_000);
    }
}
