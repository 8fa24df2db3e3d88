package se.ringvakt.site;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.CampaignStore.Stop;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.register.Registers;

/// What was known of one number at an instant that has passed: the lists, the stops and the history
/// as they were then. What is not on record any more is as it is today, and is said.
public final class Hindsight implements Knowledge {
    private static final int CALLS_MOST = 1_000;

    private final Site site;
    private final Knowledge today;
    private final PhoneNumber number;
    private final Instant at;
    private final Set<String> unknown = new HashSet<>();
    private final KnownOfNumber known;
    private final Campaigns campaigns;
    private final History history;
    private final List<RegisterThen> registers;

    /// A register as it was.
    private record RegisterThen(String version, List<RegisterAnswer> answers) {}

    /// Looks back.
    ///
    /// @param today what is known now
    /// @param at not later than now
    public Hindsight(Site site, Knowledge today, PhoneNumber number, Instant at) {
        this.site = site;
        this.today = today;
        this.number = number;
        this.at = at;
        this.known = KnownNumbers.of(entries());
        this.campaigns = campaignsThen();
        this.history = historyThen();
        this.registers = site.registers().stream().map(this::registerThen).toList();
    }

    /// The instant looked back to.
    public Instant at() {
        return at;
    }

    /// What was not as it is today, for all that is known, or cannot be told: one sentence each.
    public List<String> unknown() {
        return unknown.stream().sorted().toList();
    }

    /// The attempts at the number as the gate knew them then.
    public History history() {
        return history;
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
            unknown.add("the lists as they are today: of a change since, only that it was is kept");
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
            unknown.add(
                    "register "
                            + register.name()
                            + " as it is today: which version was in force then is not on record");
        } catch (RegisterRefused e) {
            unknown.add(
                    "register "
                            + register.name()
                            + " as it is today: the version in force then is no longer kept");
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

    private Campaigns campaignsThen() {
        Map<Optional<CampaignId>, String> stops = new HashMap<>();
        for (Stop stop : site.campaigns().stopsAt(at)) {
            stops.put(stop.campaign(), stop.reason());
        }
        Campaigns now = today.campaigns();
        unknown.add("campaigns as they are today: since when each is as it is, is not on record");
        return new Campaigns(now.principals(), now.campaigns(), stops, now.shown());
    }

    /// An attempt that ended later was open then, whether it came to count or not.
    private History historyThen() {
        History now = site.ledger().history(number).before(at);
        List<Call> calls = site.records().attempts(number, CALLS_MOST);
        List<Counted> counted = new ArrayList<>();
        now.counted().forEach(each -> counted.add(isOver(each.end()) ? each : open(each)));
        calls.stream().filter(this::wasReleasedLater).map(Hindsight::open).forEach(counted::add);
        counted.sort(Comparator.comparing(Counted::start));
        if (calls.size() == CALLS_MOST) {
            unknown.add("attempts before the last " + CALLS_MOST + " that came not to count");
        }
        return new History(number, now.version(), counted, debts(calls));
    }

    private boolean isOver(Optional<Instant> end) {
        return end.isPresent() && !end.get().isAfter(at);
    }

    private boolean wasReleasedLater(Call call) {
        return call.attempt().start().isBefore(at)
                && call.settled()
                        .filter(settled -> !settled.counted() && settled.end().isAfter(at))
                        .isPresent();
    }

    private static Counted open(Counted counted) {
        return new Counted(counted.campaign(), counted.offer(), counted.start(), Optional.empty());
    }

    private static Counted open(Call call) {
        return new Counted(
                call.attempt().campaign(),
                call.attempt().offer(),
                call.attempt().start(),
                Optional.empty());
    }

    /// Of calls owed, those repaid are not told any more; but only after a silent call is one owed.
    private Set<CampaignId> debts(List<Call> calls) {
        Set<CampaignId> owed =
                site.records().debts().stream()
                        .filter(debt -> debt.number().equals(number))
                        .filter(debt -> !debt.opened().isAfter(at))
                        .map(Debt::campaign)
                        .collect(Collectors.toUnmodifiableSet());
        boolean repaid =
                calls.stream()
                        .filter(call ->
                                call.silent().filter(silent -> !silent.isAfter(at)).isPresent())
                        .anyMatch(call -> !owed.contains(call.attempt().campaign()));
        if (repaid) {
            unknown.add(
                    "no call owed after the silent call: whether it had been repaid is not told");
        }
        return owed;
    }

    @Override
    public Campaigns campaigns() {
        return campaigns;
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
