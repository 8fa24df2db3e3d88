package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Block;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Kind;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.Mode;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Script;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.rule.Facts.AgentState;
import se.ringvakt.rule.Facts.Request;

/// A dial in the campaign `el-2026` that every rule permits, until the test says otherwise. Times
/// are written as the clock on the wall shows them, `2026-11-23T12:00`, or as instants with `Z`.
final class Dial {
    static final Policies SWEDEN = PolicyReader.builtIn("sweden");
    static final String CAMPAIGN = "el-2026";
    static final PrincipalId PRINCIPAL = new PrincipalId("elbolaget");
    static final PhoneNumber NUMBER = new PhoneNumber(46_70_1740605L);
    static final PhoneNumber FOREIGN = new PhoneNumber(47_22_123456L);
    static final PhoneNumber SHOWN = new PhoneNumber(46_70_1740699L);
    static final PhoneNumber SHOWN_TOO = new PhoneNumber(46_70_1740698L);

    private Policies policies = SWEDEN;
    private String now = "2026-11-23T12:00";
    private PhoneNumber number = NUMBER;
    private Purpose purpose = Purpose.SALES;
    private Optional<OfferId> offer = Optional.of(new OfferId("el"));
    private Optional<String> goods = Optional.empty();
    private LocalDate firstDay = LocalDate.of(2020, 1, 1);
    private LocalDate lastDay = LocalDate.of(2040, 12, 31);
    private List<CallerId> callerIds =
            List.of(new CallerId(SHOWN, true), new CallerId(SHOWN_TOO, true));
    private CallerType callerType = CallerType.ORDINARY;
    private boolean aboutBusiness;
    private boolean foreignNumbers;
    private Optional<Mode> mode = Optional.empty();
    private Kind kind = Kind.MANUAL;
    private Optional<Dialled> callerId = Optional.empty();
    private boolean withheld;
    private int timeoutSeconds;
    private AgentState agent = new AgentState(Optional.of(new AgentId("101")), true, false, 0);
    private boolean stopped;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Consent> consents = new ArrayList<>();
    private final List<CustomerRelation> relations = new ArrayList<>();
    private Subscription subscription = Subscription.CONSUMER;
    private List<RegisterAnswer> registers =
            List.of(new RegisterAnswer("nix", Optional.of(LocalDate.of(2040, 1, 1)), true, false));
    private final List<Counted> counted = new ArrayList<>();
    private final Set<CampaignId> debts = new HashSet<>();

    /// A dial at this time.
    static Dial at(String now) {
        return new Dial().now(now);
    }

    Dial now(String time) {
        this.now = time;
        return this;
    }

    Dial under(Policies other) {
        this.policies = other;
        return this;
    }

    Dial number(PhoneNumber other) {
        this.number = other;
        return this;
    }

    Dial purpose(Purpose other) {
        this.purpose = other;
        return this;
    }

    Dial offer(String id) {
        this.offer = Optional.of(new OfferId(id));
        return this;
    }

    Dial withoutOffer() {
        this.offer = Optional.empty();
        return this;
    }

    Dial goods(String kindOfGoods) {
        this.goods = Optional.of(kindOfGoods);
        return this;
    }

    Dial campaignDays(String first, String last) {
        this.firstDay = LocalDate.parse(first);
        this.lastDay = LocalDate.parse(last);
        return this;
    }

    Dial callerIds(CallerId... all) {
        this.callerIds = List.of(all);
        return this;
    }

    Dial callerType(CallerType other) {
        this.callerType = other;
        return this;
    }

    Dial aboutBusiness() {
        this.aboutBusiness = true;
        return this;
    }

    /// What the campaign says of rehearsing.
    Dial mode(Mode word) {
        this.mode = Optional.of(word);
        return this;
    }

    Dial foreignNumbers() {
        this.foreignNumbers = true;
        return this;
    }

    Dial kind(Kind other) {
        this.kind = other;
        return this;
    }

    Dial showing(Dialled other) {
        this.callerId = Optional.of(other);
        return this;
    }

    Dial withheld() {
        this.withheld = true;
        return this;
    }

    Dial timeout(int seconds) {
        this.timeoutSeconds = seconds;
        return this;
    }

    Dial agent(AgentState state) {
        this.agent = state;
        return this;
    }

    Dial stopped() {
        this.stopped = true;
        return this;
    }

    Dial block(Block block) {
        blocks.add(block);
        return this;
    }

    Dial blockedUntil(String time) {
        return block(new Block(Block.List.CENTRE, Optional.empty(), Optional.of(instant(time))));
    }

    Dial consent(String given) {
        consents.add(new Consent(PRINCIPAL, instant(given), Optional.empty(), "form 1"));
        return this;
    }

    Dial consent(Consent consent) {
        consents.add(consent);
        return this;
    }

    Dial customer(CustomerRelation relation) {
        relations.add(relation);
        return this;
    }

    Dial customerUntil(String ended) {
        return customer(
                new CustomerRelation(
                        PRINCIPAL,
                        Optional.empty(),
                        LocalDate.of(2020, 1, 1),
                        Optional.of(LocalDate.parse(ended))));
    }

    Dial subscription(Subscription other) {
        this.subscription = other;
        return this;
    }

    Dial registers(RegisterAnswer... answers) {
        this.registers = List.of(answers);
        return this;
    }

    Dial updated(String date) {
        return registers(
                new RegisterAnswer("nix", Optional.of(LocalDate.parse(date)), true, false));
    }

    Dial listed() {
        return registers(
                new RegisterAnswer("nix", Optional.of(LocalDate.of(2040, 1, 1)), true, true));
    }

    /// An attempt that is over, in this campaign.
    Dial attempt(String start, String end) {
        return attempt(CAMPAIGN, "el", start, end);
    }

    /// An attempt of one minute, in another campaign.
    Dial attemptIn(String campaign, String offerId, String start) {
        Instant from = instant(start);
        counted.add(counted(campaign, offerId, from, Optional.of(from.plusSeconds(60))));
        return this;
    }

    Dial attempt(String campaign, String offerId, String start, String end) {
        counted.add(counted(campaign, offerId, instant(start), Optional.of(instant(end))));
        return this;
    }

    Dial open(String start) {
        return openIn(CAMPAIGN, start);
    }

    Dial openIn(String campaign, String start) {
        counted.add(counted(campaign, "el", instant(start), Optional.empty()));
        return this;
    }

    Dial counted(Counted attempt) {
        counted.add(attempt);
        return this;
    }

    private static Counted counted(
            String campaign, String offerId, Instant start, Optional<Instant> end) {
        return new Counted(new CampaignId(campaign), Optional.of(new OfferId(offerId)), start, end);
    }

    Dial owedACall() {
        debts.add(new CampaignId(CAMPAIGN));
        return this;
    }

    Dial debtIn(String campaign) {
        debts.add(new CampaignId(campaign));
        return this;
    }

    /// The wall clock's time in the policy's zone; of two, the earlier.
    Instant instant(String time) {
        return time.endsWith("Z")
                ? Instant.parse(time)
                : LocalDateTime.parse(time).atZone(policies.zone()).toInstant();
    }

    Facts facts() {
        Campaign campaign =
                new Campaign(
                        new CampaignId(CAMPAIGN),
                        new Principal(PRINCIPAL, "Elbolaget AB", callerType),
                        purpose,
                        offer,
                        goods,
                        firstDay,
                        lastDay,
                        callerIds,
                        aboutBusiness,
                        foreignNumbers,
                        Script.NONE,
                        mode);
        return new Facts(
                policies.at(instant(now)),
                number,
                campaign,
                new Request(kind, callerId, withheld, timeoutSeconds),
                agent,
                stopped,
                new KnownOfNumber(blocks, consents, relations, subscription),
                registers,
                new History(number, counted.size(), counted, debts));
    }

    Rulebook rulebook() {
        return Rulebook.of(policies);
    }

    Verdict verdict() {
        return rulebook().judge(facts());
    }

    /// The reasons for denial; empty when allowed.
    List<Reason> reasons() {
        return switch (verdict()) {
            case Verdict.Allow allow -> List.of();
            case Verdict.Deny deny -> deny.reasons();
        };
    }

    /// The next permitted time; empty also when it is now.
    Optional<Instant> retryAt() {
        return switch (verdict()) {
            case Verdict.Allow allow -> Optional.empty();
            case Verdict.Deny deny -> deny.retryAt();
        };
    }

    Permit permit() {
        return switch (verdict()) {
            case Verdict.Allow allow -> allow.permit();
            case Verdict.Deny deny ->
                    throw new AssertionError("denied: " + deny.reasons() + " " + deny.fault());
        };
    }
}
