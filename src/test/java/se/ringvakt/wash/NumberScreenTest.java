package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.Block;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Subscription;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.Progress;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Screening;

/// What is said of numbers, with registers on disk and lists in memory.
class NumberScreenTest {
    private static final Policies SWEDEN = PolicyReader.builtIn("sweden");
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final PrincipalId ELBOLAGET = new PrincipalId("elbolaget");
    private static final Principal PRINCIPAL = new Principal(ELBOLAGET, "Elbolaget AB");
    private static final LocalDate LAST_DAY = LocalDate.of(2027, 1, 19);

    @TempDir private Path folder;
    private final NumberPlan plan = TestPlans.sweden();
    private final Map<PhoneNumber, KnownOfNumber> known = new HashMap<>();
    private RegisterSnapshot nix;
    private RegisterSnapshot own;

    @BeforeEach
    void importRegisters() throws IOException {
        nix = imported("nix", "2026-11-20", Coverage.WHOLE_COUNTRY, "0701740650\n0701740651\n");
        own =
                imported(
                        "own",
                        "2026-11-22",
                        Coverage.of(List.of("070")),
                        "0701740651\n0701740652\n");
    }

    @Test
    void saysOfEachNumberWhatTheRegisterSays() {
        NumberScreen screen = screen(Screening.anyCampaignOf(Screening.NOBODY), nix);
        assertThat(screen.of("070-174 06 50")).isEqualTo(Finding.stop(Reason.LISTED));
        assertThat(screen.of("+46 70 174 06 52")).isEqualTo(Finding.free(Optional.of(LAST_DAY)));
        assertThat(screen.of("+47 22 12 34 56")).isEqualTo(Finding.stop(Reason.FOREIGN_NUMBER));
        assertThat(screen.lastDay()).isEqualTo(LAST_DAY);
        assertThat(screen.versions()).containsExactly(nix.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"112", "+46112", "113 13", "116 000", "701740605", "7,01741E+08", "x"})
    void whatNobodyWouldCallIsUnreadable(String spelled) {
        assertThat(screen(Screening.anyCampaignOf(PRINCIPAL), nix).of(spelled))
                .isEqualTo(Finding.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u00a0", "\t"})
    void nothingIsEmpty(String spelled) {
        assertThat(screen(Screening.anyCampaignOf(PRINCIPAL), nix).of(spelled))
                .isEqualTo(Finding.EMPTY);
    }

    @Test
    void aLostZeroIsGivenBackToMobileNumbersWhenAskedFor() {
        NumberScreen screen =
                new NumberScreen(
                        new NumberScreen.Sources(plan::read, List.of(nix), this::known, true),
                        SWEDEN,
                        NOON,
                        Screening.anyCampaignOf(PRINCIPAL));
        assertThat(screen.of("701740650")).isEqualTo(Finding.stop(Reason.LISTED));
        assertThat(screen.of(" 70-174 06 52 ").status()).isEqualTo(Status.FREE);
        for (String other : List.of("84650040", "70174065", "7017406500", "112", "7,01741E+08")) {
            assertThat(screen.of(other)).as(other).isEqualTo(Finding.UNREADABLE);
        }
    }

    @Test
    void aConsentFreesUntilItEnds() {
        Instant given = Instant.parse("2026-10-01T10:00:00Z");
        know(
                "0701740650",
                new KnownOfNumber(
                        List.of(),
                        List.of(new Consent(ELBOLAGET, given, Optional.empty(), "form 1")),
                        List.of(),
                        Subscription.CONSUMER));
        assertThat(screen(Screening.anyCampaignOf(PRINCIPAL), nix).of("0701740650"))
                .isEqualTo(Finding.free(Optional.of(LocalDate.of(2026, 12, 31))));
        assertThat(screen(Screening.anyCampaignOf(Screening.NOBODY), nix).of("0701740650"))
                .isEqualTo(Finding.stop(Reason.LISTED));
    }

    @Test
    void aRegisterTooOldIsRefusedWithItsDate() throws IOException {
        RegisterSnapshot old =
                imported("old", "2026-09-23", Coverage.WHOLE_COUNTRY, "0701740650\n");
        assertThatThrownBy(() -> screen(Screening.anyCampaignOf(PRINCIPAL), nix, old))
                .isInstanceOf(WashRefused.class)
                .hasMessageStartingWith("register: old of 2026-09-23 is too old to be used today");
    }

    @Test
    void isAsFastAndAsRightAsTheRulesThemselves() {
        Random random = new Random(3);
        List<Campaign> campaigns =
                List.of(
                        Screening.anyCampaignOf(Screening.NOBODY),
                        Screening.anyCampaignOf(PRINCIPAL),
                        campaign(Purpose.RESEARCH, false, false),
                        campaign(Purpose.SALES, true, true),
                        campaign(Purpose.SALES, false, true));
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            numbers.add("07017406" + (40 + i));
        }
        numbers.addAll(List.of("0841234567", "+4722123456", "+46812345678", "020123456"));
        for (int i = 0; i < 25; i++) {
            know("07017406" + (40 + random.nextInt(60)), someKnowledge(random));
        }
        for (Campaign campaign : campaigns) {
            for (List<RegisterSnapshot> registers : List.of(List.of(nix), List.of(nix, own))) {
                checkAgainstRules(campaign, registers, numbers);
            }
        }
    }

    private void checkAgainstRules(
            Campaign campaign, List<RegisterSnapshot> registers, List<String> numbers) {
        NumberScreen screen = screen(campaign, registers.toArray(RegisterSnapshot[]::new));
        for (String text : numbers) {
            PhoneNumber number = (PhoneNumber) plan.read(text);
            List<RegisterAnswer> answers =
                    registers.stream().map(register -> register.answer(number)).toList();
            Screening.Opinion opinion =
                    new Screening(SWEDEN, NOON, campaign, answers)
                            .of(number, known(number), answers);
            Finding expected =
                    opinion.objection()
                            .map(Finding::stop)
                            .orElseGet(() -> Finding.free(opinion.until()));
            assertThat(screen.of(text)).as("%s in %s", text, campaign).isEqualTo(expected);
        }
    }

    private static KnownOfNumber someKnowledge(Random random) {
        PrincipalId principal = random.nextBoolean() ? ELBOLAGET : new PrincipalId("gasbolaget");
        Instant time = NOON.plusSeconds((random.nextInt(200) - 100) * 86_400L);
        List<Block> blocks =
                random.nextInt(3) > 0
                        ? List.of()
                        : List.of(
                                random.nextBoolean()
                                        ? new Block(
                                                Block.List.PRINCIPAL,
                                                Optional.of(principal),
                                                Optional.of(time))
                                        : new Block(
                                                Block.List.CENTRE,
                                                Optional.empty(),
                                                Optional.of(time)));
        List<Consent> consents =
                random.nextBoolean()
                        ? List.of()
                        : List.of(new Consent(principal, time, Optional.empty(), "form 1"));
        LocalDate day = LocalDate.ofInstant(time, SWEDEN.zone());
        List<CustomerRelation> relations =
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                new CustomerRelation(
                                        principal,
                                        Optional.empty(),
                                        LocalDate.of(2020, 1, 1),
                                        Optional.of(day.minusMonths(11))));
        return new KnownOfNumber(
                blocks,
                consents,
                relations,
                List.of(Subscription.values()).get(random.nextInt(Subscription.values().length)));
    }

    private static Campaign campaign(Purpose purpose, boolean aboutBusiness, boolean foreign) {
        return new Campaign(
                new CampaignId("el-2026"),
                PRINCIPAL,
                purpose,
                Optional.empty(),
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 12, 31),
                List.of(),
                aboutBusiness,
                foreign);
    }

    private NumberScreen screen(Campaign campaign, RegisterSnapshot... registers) {
        return new NumberScreen(
                new NumberScreen.Sources(plan::read, List.of(registers), this::known, false),
                SWEDEN,
                NOON,
                campaign);
    }

    private KnownOfNumber known(PhoneNumber number) {
        return known.getOrDefault(number, KnownOfNumber.NOTHING);
    }

    private void know(String number, KnownOfNumber what) {
        known.put((PhoneNumber) plan.read(number), what);
    }

    private RegisterSnapshot imported(
            String register, String updated, Coverage coverage, String lines) throws IOException {
        Path file = Files.writeString(folder.resolve(register + ".txt"), lines);
        RegisterStore store = new RegisterStore(folder.resolve("registers"), 3);
        new RegisterImport(store, plan::read, CountryCode.SWEDEN)
                .run(
                        new ImportRequest(
                                register,
                                file,
                                LocalDate.parse(updated),
                                coverage,
                                ImportFormat.LINES,
                                ImportLimits.DEFAULT),
                        LocalDate.of(2026, 11, 23),
                        NOON,
                        Progress.NONE);
        return store.load(register).orElseThrow();
    }
}
