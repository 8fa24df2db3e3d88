package se.ringvakt.site;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.register.Registers;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.RetentionStore.Run;
import se.ringvakt.rule.Policy;
import se.ringvakt.site.Gap.Kind;

/// What was known of one number at an instant that has passed: campaigns, stops, lists, registers
/// and history as they were then. What is not on record is as it is today, and is said.
public final class Hindsight implements Knowledge {
    private static final int CALLS_MOST = 1_000;
    private static final int RUNS_MOST = 1_000;

    private final Site site;
    private final Knowledge today;
    private final PhoneNumber number;
    private final Instant at;
    private final Set<Gap> gaps = new HashSet<>();
    private final KnownOfNumber known;
    private final CampaignStore.Then campaigns;
    private final List<Debt> debts;
    private final List<RegisterThen> registers;

    /// A register as it was.
    private record RegisterThen(String version, List<RegisterAnswer> answers) {}

    /// Looks back.
    ///
    /// @param today what is known now
    /// @param at not later than now
    /// @throws IllegalArgumentException when it lies ahead
    public Hindsight(Site site, Knowledge today, PhoneNumber number, Instant at) {
        if (at.isAfter(site.now())) {
            throw new IllegalArgumentException("at: " + at + " (expected: now or before)");
        }
        this.site = site;
        this.today = today;
        this.number = number;
        this.at = at;
        this.known = KnownNumbers.of(entries());
        this.campaigns = site.campaigns().at(at);
        this.debts = site.records().debts(number, at);
        this.registers = site.registers().stream().map(this::registerThen).toList();
        gaps.add(Gap.of(Kind.SETTINGS_OF_TODAY));
        unrecorded();
        erased();
    }

    /// The instant looked back to.
    public Instant at() {
        return at;
    }

    /// What is not known of that instant, in the order of the kinds.
    public List<Gap> gaps() {
        return gaps.stream()
                .sorted(Comparator.comparing(Gap::kind).thenComparing(Gap::of))
                .toList();
    }

    /// Whether it lies before the first campaign on record: what the gate would have answered, if
    /// there was one, is not known.
    public boolean isBeforeRecord() {
        return campaigns.recorded().filter(at::isBefore).isPresent()
                && campaigns.campaigns().campaigns().isEmpty();
    }

    /// The call that a campaign owed the number, paid since or not.
    public Optional<Debt> debt(CampaignId campaign) {
        return debts.stream().filter(debt -> debt.campaign().equals(campaign)).findFirst();
    }

    /// The attempts at the number as the gate knew them then: one that ended later was open,
    /// whether it came to count or not.
    ///
    /// @param offer of which erased attempts are remembered, too
    public History history(Optional<OfferId> offer) {
        List<Call> calls = site.records().attempts(number, CALLS_MOST);
        if (calls.size() == CALLS_MOST) {
            gaps.add(new Gap(Kind.ATTEMPTS_NOT_READ, Integer.toString(CALLS_MOST)));
        }
        List<Counted> counted =
                calls.stream()
                        .filter(call -> call.attempt().start().isBefore(at))
                        .flatMap(call -> counted(call).stream())
                        .sorted(Comparator.comparing(Counted::start))
                        .toList();
        History now = site.ledger().history(number, offer).before(at);
        Set<CampaignId> owing =
                debts.stream().map(Debt::campaign).collect(Collectors.toUnmodifiableSet());
        return new History(number, now.version(), counted, owing)
                .with(now.counted().stream().map(this::asKnown).toList());
    }

    /// What stands on the lists today, with every change since undone, the last one first.
    private Set<Entry> entries() {
        Set<Entry> entries = new HashSet<>(site.lists().of(number));
        try (Stream<Entry.PrefixBlock> prefixes = site.lists().prefixes()) {
            prefixes.filter(prefix -> prefix.covers(number)).forEach(entries::add);
        }
        try (Stream<Event> events = site.listHistory().events(ListSearch.of(number))) {
            events.takeWhile(event -> event.at().isAfter(at))
                    .forEach(event -> undo(event, entries));
        }
        return entries;
    }

    private void undo(Event event, Set<Entry> entries) {
        if (event.subject().isEmpty()) {
            gaps.add(Gap.of(Kind.LISTS_NOT_KEPT));
        }
        event.after().ifPresent(entries::remove);
        event.before().ifPresent(entries::add);
    }

    private RegisterThen registerThen(Site.Register register) {
        try {
            Optional<String> id = register.store().inForceAt(register.name(), at);
            if (id.isPresent()) {
                return answer(register, register.store().load(register.name(), id.get()));
            }
            gaps.add(new Gap(Kind.REGISTER_NOT_ON_RECORD, register.name()));
        } catch (RegisterRefused e) {
            gaps.add(new Gap(Kind.REGISTER_NOT_KEPT, register.name()));
        }
        return register.store()
                .load(register.name())
                .map(snapshot -> answer(register, snapshot))
                .orElseGet(() -> none(register));
    }

    private RegisterThen answer(Site.Register register, RegisterSnapshot snapshot) {
        Registers one = new Registers(List.of(register.name()), _ -> register.upkeep().validity());
        one.publish(snapshot);
        return new RegisterThen(
                register.name() + "@" + snapshot.version().id(), one.answers(number));
    }

    private RegisterThen none(Site.Register register) {
        return new RegisterThen(
                register.name() + "@none", new Registers(List.of(register.name())).answers(number));
    }

    private void unrecorded() {
        campaigns
                .recorded()
                .filter(at::isBefore)
                .map(from ->
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(from.atZone(site.zone())))
                .map(from ->
                        new Gap(
                                isBeforeRecord()
                                        ? Kind.BEFORE_RECORD
                                        : Kind.CAMPAIGNS_NOT_ON_RECORD,
                                from))
                .ifPresent(gaps::add);
    }

    /// Of what was erased in the meantime, only until when it was is on record.
    private void erased() {
        Map<Kept, Instant> until = new EnumMap<>(Kept.class);
        for (Run run : site.retention().runs(RUNS_MOST)) {
            run.done().forEach(done -> until.merge(done.kept(), done.before(), Hindsight::later));
        }
        Policy policy = site.policies().at(at).policy();
        note(Kind.ATTEMPTS_ERASED, until.get(Kept.ATTEMPTS), at.minus(policy.period()));
        note(Kind.LISTS_ERASED, until.get(Kept.LIST_CHANGES), at);
        note(Kind.LISTS_ERASED, until.get(Kept.EXEMPTIONS), at);
    }

    /// @param until before which it was erased; null: never
    /// @param from as far back as it matters
    private void note(Kind kind, @Nullable Instant until, Instant from) {
        if (until != null && from.isBefore(until)) {
            gaps.add(Gap.of(kind));
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /// Empty: it had turned out not to count.
    private Optional<Counted> counted(Call call) {
        Optional<Settled> over = call.settled().filter(settled -> isOver(settled.end()));
        return over.isPresent() && !over.get().counted()
                ? Optional.empty()
                : Optional.of(
                        new Counted(
                                call.attempt().campaign(),
                                call.attempt().offer(),
                                call.attempt().start(),
                                over.map(Settled::end)));
    }

    private Counted asKnown(Counted counted) {
        return new Counted(
                counted.campaign(),
                counted.offer(),
                counted.start(),
                counted.end().filter(this::isOver));
    }

    private boolean isOver(Instant end) {
        return !end.isAfter(at);
    }

    @Override
    public Campaigns campaigns() {
        return campaigns.campaigns();
    }

    @Override
    public List<RegisterAnswer> registers(PhoneNumber of) {
        return of.equals(number)
                ? registers.stream().flatMap(each -> each.answers().stream()).toList()
                : today.registers(of);
    }

    @Override
    public KnownOfNumber known(PhoneNumber of) {
        return of.equals(number) ? known : today.known(of);
    }

    @Override
    public String versions() {
        return registers.stream().map(RegisterThen::version).collect(Collectors.joining(" "));
    }

    @Override
    public boolean isFresh() {
        return today.isFresh();
    }
}
