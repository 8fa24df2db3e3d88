package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Block;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.rule.Facts.AgentState;

/// Dials made up from a seed: mostly possible ones, with a few things out of order, under policies
/// that change while we look.
final class RandomDials {
    private static final List<Policies> POLICIES =
            List.of(
                    Dial.SWEDEN,
                    Dial.SWEDEN,
                    PolicyReader.builtIn("netherlands"),
                    PolicyReader.builtIn("united-kingdom"),
                    TestPolicies.swedenWith(
                            "business-exempts: [company]",
                            "customer-exempts: [charity, press]",
                            "changes: [{from: 2026-11-24, to: 2026-11-26, figures:"
                                    + " {consent-first: true, customer-counts-as-consent:"
                                    + " [ordinary, charity]}}, {from: 2026-11-27, figures:"
                                    + " {register-required: false, consent-first: true,"
                                    + " customer-counts-as-consent: [charity]}}, {from:"
                                    + " 2026-12-24, figures: {register-validity: P4W}}]"),
                    TestPolicies.swedenWith(
                            "must-fit: false",
                            "attempts-per-period: 5",
                            "debt-waives-limits: true",
                            "attempt-max: 1h"),
                    TestPolicies.swedenWith(
                            "zone: America/New_York",
                            "spacing: 1h",
                            "attempts-per-day: 3",
                            "attempts-per-period: 4",
                            "offer-campaigns: 1"),
                    TestPolicies.swedenWith(
                            "closed-days: [julafton, alla helgons dag, 2026-11-23, 2026-11-24]",
                            "attempts-per-period: 3",
                            "changes: [{from: 2026-11-25, to: 2026-12-06, figures: {hours: {tue:"
                                    + " '11:00-11:01', fri: '10:00-10:00:30'}, spacing: 26h}},"
                                    + " {from: 2026-12-24, figures: {attempts-per-day: 1,"
                                    + " consent-first: true}}, {to: 2026-11-21, figures:"
                                    + " {closed-days: [], public-interest-exempt: false}}]"),
                    TestPolicies.swedenWith(
                            "changes: [{from: 2026-11-26, to: 2026-11-29, figures:"
                                    + " {consent-first: true}}, {from: 2026-12-10, figures:"
                                    + " {register-validity: P9M, attempts-per-period: 3}}]"));

    private final Random random;
    private final LocalDateTime around;

    RandomDials(long seed) {
        this.random = new Random(seed);
        this.around =
                pick(
                        LocalDateTime.parse("2026-11-23T00:00"),
                        LocalDateTime.parse("2026-12-23T00:00"),
                        LocalDateTime.parse("2027-03-27T00:00"),
                        LocalDateTime.parse("2026-10-24T00:00"),
                        LocalDateTime.parse("2027-10-30T00:00"),
                        LocalDateTime.parse("2021-06-30T00:00"),
                        LocalDateTime.parse("2026-06-30T00:00"),
                        LocalDateTime.parse("2028-02-28T00:00"));
    }

    Policies policies() {
        return pick(POLICIES.toArray(Policies[]::new));
    }

    /// A dial some time around the day, or right beside a border of its own.
    Facts facts(Policies policies) {
        Facts facts = dial(policies).facts();
        List<Instant> borders =
                new SlowModel(policies)
                        .borders(facts, facts.now()).headSet(end(policies)).stream()
                                .filter(border -> border.isAfter(facts.now()))
                                .toList();
        return random.nextBoolean() || borders.isEmpty()
                ? facts
                : facts.at(policies.at(borders.get(random.nextInt(borders.size()))));
    }

    private Instant end(Policies policies) {
        return around.plusDays(7).atZone(policies.zone()).toInstant();
    }

    private Dial dial(Policies policies) {
        LocalDateTime now = time(0, 4);
        Dial dial =
                new Dial()
                        .under(policies)
                        .now(now.toString())
                        .number(home(policies.country()))
                        .callerType(pick(CallerType.values()));
        attempts(dial, now);
        known(dial);
        request(dial);
        if (oneIn(12)) {
            dial.number(Dial.FOREIGN);
        }
        if (oneIn(2)) {
            dial.foreignNumbers();
        }
        if (oneIn(4)) {
            dial.campaignDays(day(-5, 5), day(5, 500));
        }
        if (oneIn(3)) {
            dial.purpose(pick(Purpose.values()));
        }
        if (oneIn(4)) {
            dial.withoutOffer();
        }
        registers(dial);
        return dial;
    }

    /// A number of the country, made up.
    private static PhoneNumber home(CountryCode country) {
        return switch (country.digits()) {
            case 31 -> new PhoneNumber(31_6_2222_2222L);
            case 44 -> new PhoneNumber(44_7700_900_123L);
            default -> Dial.NUMBER;
        };
    }

    private void attempts(Dial dial, LocalDateTime now) {
        int count = oneIn(3) ? random.nextInt(24) : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            LocalDateTime time =
                    oneIn(3)
                            ? now.minus(Duration.ofMillis(random.nextInt(50_000_000) - 1_000_000))
                            : time(oneIn(4) ? -380 : -25, 1);
            Instant start = dial.instant(time.toString());
            Optional<Instant> end =
                    oneIn(8)
                            ? Optional.empty()
                            : Optional.of(start.plusMillis(random.nextInt(600_000) - 60_000));
            Optional<OfferId> offer =
                    oneIn(8) ? Optional.empty() : Optional.of(new OfferId(pick("el", "gas")));
            String campaign = oneIn(4) ? pick("el-2025", "el-2024", "gas-1") : Dial.CAMPAIGN;
            dial.counted(new Counted(new CampaignId(campaign), offer, start, end));
        }
        if (oneIn(6)) {
            dial.owedACall();
        }
        if (oneIn(6)) {
            dial.debtIn("gas-1");
        }
    }

    private void known(Dial dial) {
        if (oneIn(5)) {
            dial.blockedUntil(time(-2, 20).toString());
        }
        if (oneIn(20)) {
            dial.block(new Block(Block.List.DECEASED, Optional.empty(), Optional.empty()));
        }
        if (oneIn(6)) {
            PrincipalId principal = pick(Dial.PRINCIPAL, new PrincipalId("gasbolaget"));
            dial.block(
                    new Block(
                            Block.List.PRINCIPAL,
                            Optional.of(principal),
                            Optional.of(dial.instant(time(-2, 9).toString()))));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant given = dial.instant((oneIn(2) ? time(-95, 5) : time(-93, -88)).toString());
            dial.consent(
                    new Consent(
                            pick(Dial.PRINCIPAL, Dial.PRINCIPAL, new PrincipalId("gasbolaget")),
                            given,
                            oneIn(3)
                                    ? Optional.of(given.plus(Duration.ofDays(random.nextInt(100))))
                                    : Optional.empty(),
                            "form 1"));
        }
        if (oneIn(3)) {
            dial.customer(
                    new CustomerRelation(
                            pick(Dial.PRINCIPAL, Dial.PRINCIPAL, new PrincipalId("gasbolaget")),
                            oneIn(2) ? Optional.of(pick("el", "gas")) : Optional.empty(),
                            LocalDate.parse(day(-20, 20)),
                            oneIn(2)
                                    ? Optional.of(LocalDate.parse(day(-370, 9)))
                                    : Optional.empty()));
        }
        if (oneIn(3)) {
            dial.goods("el");
        }
        if (oneIn(3)) {
            dial.subscription(pick(Subscription.values()));
        }
        if (oneIn(2)) {
            dial.aboutBusiness();
        }
    }

    private void request(Dial dial) {
        if (oneIn(5)) {
            dial.kind(pick(Kind.values()));
        }
        if (oneIn(12)) {
            dial.agent(
                    new AgentState(
                            oneIn(4) ? Optional.empty() : Optional.of(new AgentId("101")),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            0));
        }
        if (oneIn(20)) {
            dial.withheld();
        }
        if (oneIn(20)) {
            dial.stopped();
        }
        if (oneIn(8)) {
            dial.showing(pick(Dial.SHOWN, Dial.SHOWN, Dial.SHOWN_TOO, Dial.NUMBER));
        }
        if (oneIn(8)) {
            dial.callerIds(
                    new CallerId(Dial.SHOWN, oneIn(2)), new CallerId(Dial.SHOWN_TOO, !oneIn(4)));
        }
    }

    private void registers(Dial dial) {
        if (oneIn(3)) {
            dial.registers(register("nix"));
        } else if (oneIn(10)) {
            dial.registers(register("nix"), register("other"));
        } else if (oneIn(30)) {
            dial.registers();
        }
    }

    private RegisterAnswer register(String name) {
        return new RegisterAnswer(
                name,
                oneIn(10) ? Optional.empty() : Optional.of(LocalDate.parse(day(-65, -50))),
                oneIn(5) ? Optional.of(Period.ofDays(50 + random.nextInt(15))) : Optional.empty(),
                !oneIn(8),
                oneIn(3));
    }

    /// Within some days of the day, often on the hour or by day, else to the millisecond.
    private LocalDateTime time(int firstDay, int lastDay) {
        LocalDateTime day = around.plusDays(firstDay + random.nextInt(lastDay - firstDay + 1));
        return switch (random.nextInt(3)) {
            case 0 -> day.plusHours(random.nextInt(24));
            case 1 -> day.plusHours(8).plus(Duration.ofMillis(random.nextInt(46_800_000)));
            default -> day.plus(Duration.ofMillis(random.nextInt(86_400_000)));
        };
    }

    private String day(int first, int last) {
        return around.toLocalDate().plusDays(first + random.nextInt(last - first + 1)).toString();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
