package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.Consent;
import se.ringvakt.call.Kind;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.rule.Facts.Request;
import se.ringvakt.rule.Screening.Opinion;

/// What a number, a principal and a date decide, against the whole rulebook.
class ScreeningTest {
    private static final Set<Reason> OF_NUMBER =
            Set.of(
                    Reason.FOREIGN_NUMBER,
                    Reason.BLOCKED,
                    Reason.REGISTER_STALE,
                    Reason.NOT_COVERED,
                    Reason.LISTED,
                    Reason.NO_CONSENT);
    private static final Request MANUAL = new Request(Kind.MANUAL, Optional.empty(), false, 0);

    @Test
    void saysWhatTheRulebookSaysOnEveryDay() {
        qt().withFixedSeed(2026)
                .withShrinkCycles(0)
                .withExamples(100)
                .forAll(longs().all())
                .checkAssert(ScreeningTest::checkAgainstRulebook);
    }

    private static void checkAgainstRulebook(long seed) {
        RandomDials dials = new RandomDials(seed);
        Policies policies = dials.policies();
        Facts facts = manual(dials.facts(policies));
        Screening screening =
                new Screening(policies, facts.now(), facts.campaign(), facts.registers());
        Opinion opinion = screening.of(facts.number(), facts.known(), facts.registers());
        if (screening.lastDay().isEmpty()) {
            assertThat(opinion.objection()).contains(Reason.REGISTER_STALE);
            return;
        }
        LocalDate today = facts.moment().today();
        Optional<Reason> now = objection(policies, facts, facts.now());
        Optional<Reason> expected =
                now.isPresent() ? now : objection(policies, facts, endOf(today, policies));
        assertThat(opinion.objection()).as("seed %d", seed).isEqualTo(expected);
        if (expected.isEmpty()) {
            LocalDate until = today;
            while (until.isBefore(screening.lastDay().get())
                    && objection(policies, facts, endOf(until.plusDays(1), policies)).isEmpty()) {
                until = until.plusDays(1);
            }
            assertThat(opinion.until()).as("seed %d", seed).contains(until);
        }
    }

    private static Optional<Reason> objection(Policies policies, Facts facts, Instant at) {
        return switch (Rulebook.of(policies).judge(facts.at(policies.at(at)))) {
            case Verdict.Allow _ -> Optional.empty();
            case Verdict.Deny deny ->
                    deny.reasons().stream().filter(OF_NUMBER::contains).findFirst();
        };
    }

    private static Instant endOf(LocalDate day, Policies policies) {
        return day.plusDays(1).atStartOfDay(policies.zone()).toInstant().minusMillis(1);
    }

    private static Facts manual(Facts facts) {
        return new Facts(
                facts.moment(),
                facts.number(),
                facts.campaign(),
                MANUAL,
                facts.agent(),
                facts.stopped(),
                facts.known(),
                facts.registers(),
                facts.history());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-24, 2026-11-23T12:00, 2026-11-23",
        "2026-11-20, 2026-11-23T12:00, 2027-01-19",
        "2026-12-31, 2027-01-10T12:00, 2027-02-27",
    })
    void lastsAsLongAsTheRegister(String updated, String now, String lastDay) {
        assertThat(screening(Dial.at(now).updated(updated)).lastDay())
                .contains(LocalDate.parse(lastDay));
    }

    @Test
    void aRegisterTooOldLastsNotEvenToday() {
        Dial dial = Dial.at("2026-11-23T12:00").updated("2026-09-23");
        assertThat(screening(dial).lastDay()).isEmpty();
        assertThat(opinion(dial).objection()).contains(Reason.REGISTER_STALE);
    }

    @Test
    void anExemptionFreesForAsLongAsItHolds() {
        assertThat(opinion(listed().consent("2026-10-01T15:00"))).isEqualTo(free("2026-12-31"));
        assertThat(opinion(listed().customerUntil("2025-12-15"))).isEqualTo(free("2026-12-14"));
        assertThat(opinion(listed().customerUntil("2026-10-01"))).isEqualTo(free("2027-01-19"));
    }

    @Test
    void anExemptionThatIsNotNeededShortensNothing() {
        Dial dial = Dial.at("2026-11-23T12:00").updated("2026-11-20").consent("2026-10-01T15:00");
        assertThat(opinion(dial)).isEqualTo(free("2027-01-19"));
    }

    @Test
    void anExemptionThatEndsTodayIsNotCountedOn() {
        assertThat(opinion(listed().consent("2026-08-23T15:00")).objection())
                .contains(Reason.LISTED);
    }

    @Test
    void nobodyIsGrantedNothingAndBoundByTheBlocksThatBindAll() {
        Facts facts =
                listed().consent(
                                new Consent(
                                        new PrincipalId("elbolaget"),
                                        Instant.parse("2026-11-01T12:00:00Z"),
                                        Optional.empty(),
                                        "form 1"))
                        .facts();
        Screening screening =
                new Screening(
                        Dial.SWEDEN,
                        facts.now(),
                        Screening.anyCampaignOf(Screening.NOBODY),
                        facts.registers());
        assertThat(screening.of(facts.number(), facts.known(), facts.registers()).objection())
                .contains(Reason.LISTED);
        KnownOfNumber blocked =
                Dial.at("2026-11-23T12:00").blockedUntil("2026-12-01T00:00").facts().known();
        assertThat(screening.of(facts.number(), blocked, facts.registers()).objection())
                .contains(Reason.BLOCKED);
    }

    private static Dial listed() {
        return Dial.at("2026-11-23T12:00")
                .registers(
                        new RegisterAnswer(
                                "nix", Optional.of(LocalDate.parse("2026-11-20")), true, true));
    }

    private static Screening screening(Dial dial) {
        Facts facts = dial.facts();
        return new Screening(Dial.SWEDEN, facts.now(), facts.campaign(), facts.registers());
    }

    private static Opinion opinion(Dial dial) {
        Facts facts = dial.facts();
        return screening(dial).of(facts.number(), facts.known(), facts.registers());
    }

    private static Opinion free(String until) {
        return new Opinion(Optional.empty(), Optional.of(LocalDate.parse(until)));
    }
}
