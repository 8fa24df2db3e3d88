package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Found;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.site.InForce;
import se.ringvakt.site.ListEdits;
import se.ringvakt.site.ListEdits.Added;
import se.ringvakt.site.ListEdits.Removed;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.ListQuestion;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;
import se.ringvakt.web.api.Handles.Place;

/// Block lists, consents, customers and subscriptions: searched, added to, taken from. What is
/// changed of a number binds the next dial when the answer is given; what is changed of a prefix,
/// within knowledge.follow-every.
public final class ListApi {
    /// Behind every number, where prefixes begin.
    private static final PhoneNumber LAST = new PhoneNumber(999_999_999_999_999L);

    private final Site site;
    private final ListEdits edits;
    private final Consumer<PhoneNumber> refresh;
    private final Handles handles;
    private final EntryRows rows;

    /// @param refresh makes what stands on disk of a number bind from now on
    public ListApi(Site site, Consumer<PhoneNumber> refresh, Handles handles) {
        this.site = site;
        this.edits = new ListEdits(site);
        this.refresh = refresh;
        this.handles = handles;
        this.rows = new EntryRows(site, handles);
    }

    /// Offers `listBlocks`, `searchBlocks`, `addBlock`, `removeBlock`, and the like of consents,
    /// customers and subscriptions.
    public void offer(Operations operations) {
        operations
                .on("listBlocks", ask -> list(Asked.unaddressed(ask), ListKind.BLOCKS))
                .on("searchBlocks", ask -> search(ask, ListKind.BLOCKS))
                .on("addBlock", ask -> add(ask, ListKind.BLOCKS, "block.add"))
                .on("removeBlock", this::remove)
                .on("listConsents", ask -> list(Asked.unaddressed(ask), ListKind.CONSENTS))
                .on("searchConsents", ask -> search(ask, ListKind.CONSENTS))
                .on("addConsent", ask -> add(ask, ListKind.CONSENTS, "consent.add"))
                .on("withdrawConsent", this::withdraw)
                .on("listCustomers", ask -> list(Asked.unaddressed(ask), ListKind.CUSTOMERS))
                .on("searchCustomers", ask -> search(ask, ListKind.CUSTOMERS))
                .on("addCustomer", ask -> add(ask, ListKind.CUSTOMERS, "customer.add"))
                .on("endCustomer", this::end)
                .on(
                        "listSubscriptions",
                        ask -> list(Asked.unaddressed(ask), ListKind.SUBSCRIPTIONS))
                .on("searchSubscriptions", ask -> search(ask, ListKind.SUBSCRIPTIONS))
                .on("addSubscription", ask -> add(ask, ListKind.SUBSCRIPTIONS, "subscription.add"));
    }

    /// What an addition did.
    ///
    /// @param changed false: it stood there already, just so or for longer
    private record Recorded(boolean changed, Map<String, String> entry) {}

    /// What a removal did.
    ///
    /// @param request the request that waits for a second person
    private record Lifted(boolean lifted, Optional<Long> request) {}

    /// @param count how many entries
    private record Ended(long count) {}

    private record Removing(
            Optional<String> number,
            Optional<String> prefix,
            String list,
            Optional<String> principal,
            String reason) {}

    private record Ending(
            String number, String principal, Optional<String> on, Optional<String> reason) {}

    private Reply search(Ask ask, ListKind kind) {
        return list(ask.withBodyAsQuery(), kind);
    }

    private Reply list(Ask ask, ListKind kind) {
        ListSearch search = question(ask).search(Optional.of(kind), site);
        Predicate<Entry> wanted = InForce.wanted(ask.query("only").orElse("all"), site);
        Optional<Place> after = ask.query("after").map(this::after);
        int limit = Asked.limit(ask);
        List<Found> found = read(search, wanted, after, limit + 1);
        Function<PhoneNumber, String> spelling = ListQuestion.spelling(search, PhoneNumber::masked);
        ListPage<Found> page =
                ListPage.of(found, limit, last -> handles.of(place(found, last, limit, after)));
        return Reply.ok(page.map(each -> rows.of(each, spelling)));
    }

    static ListQuestion question(Ask ask) {
        return new ListQuestion(
                ask.query("number"),
                ask.query("principal"),
                ask.query("list"),
                ask.query("by"),
                ask.query("since"),
                ask.query("until"));
    }

    private List<Found> read(
            ListSearch search, Predicate<Entry> wanted, Optional<Place> after, int most) {
        try (Stream<Found> found =
                after.isPresent()
                        ? site.lists().find(search, new PhoneNumber(after.get().number()))
                        : site.lists().find(search)) {
            return found.filter(each -> wanted.test(each.entry()))
                    .skip(after.map(Place::count).orElse(0))
                    .limit(most)
                    .toList();
        }
    }

    private Place after(String handle) {
        return handles.place(handle).orElseThrow(() -> Asked.after(handle));
    }

    /// The last that is shown: its number, and how many of that number have been shown.
    private static Place place(List<Found> read, Found last, int limit, Optional<Place> after) {
        PhoneNumber number = number(last);
        int shown = 0;
        for (Found each : read.subList(0, limit)) {
            shown += number(each).equals(number) ? 1 : 0;
        }
        int before = after.filter(it -> it.number() == number.e164()).map(Place::count).orElse(0);
        return new Place(number.e164(), before + shown);
    }

    private static PhoneNumber number(Found found) {
        return found.entry().about().orElse(LAST);
    }

    private Reply add(Ask ask, ListKind kind, String action) {
        Map<String, String> fields = fields(ask);
        Optional<String> reason = Optional.ofNullable(fields.remove("reason"));
        Added added = edits.add(kind, fields, act(ask, "add", reason));
        bind(added.entry());
        if (added.changed()) {
            ask.audit(
                    action,
                    ListEdits.subject(added.entry()),
                    Optional.empty(),
                    Optional.of(added.masked()),
                    reason.orElse(""));
        }
        return Reply.ok(
                new Recorded(added.changed(), rows.of(added.entry(), PhoneNumber::international)));
    }

    /// The columns that were given. By the contract each is text.
    private static Map<String, String> fields(Ask ask) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : ask.body().properties()) {
            fields.put(each.getKey(), each.getValue().asText().strip());
        }
        return fields;
    }

    private Reply remove(Ask ask) {
        Removing body = ask.body(Removing.class);
        Removed removed = removed(ask, typed(body), body);
        Entry.Blocked block =
                removed.block().orElseThrow(() -> Problem.notFound("block: none such stands"));
        if (removed.lifted()) {
            bind(block);
        }
        ask.audit(
                removed.request().isPresent() ? "removal.ask" : "block.remove",
                ListEdits.subject(block),
                Optional.of(rows.of(block, PhoneNumber::masked)),
                Optional.of(removed.told()),
                body.reason());
        return Reply.ok(new Lifted(removed.lifted(), removed.request()));
    }

    private Removed removed(Ask ask, String typed, Removing body) {
        try {
            return edits.remove(
                    typed,
                    body.list(),
                    body.principal(),
                    Typed.reason(body.reason()),
                    () -> Asked.who(ask.caller()),
                    act(ask, "remove", Optional.empty()));
        } catch (RegisterRefused e) {
            // It has been asked for already, or the block has just been changed.
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
    }

    /// A number, or a prefix with its star.
    private static String typed(Removing body) {
        if (body.number().isPresent() == body.prefix().isPresent()) {
            throw Mistyped.of(
                    "number", "'" + body.number().orElse("") + "'", "it or a prefix, not both");
        }
        return body.prefix()
                .map(prefix -> prefix.endsWith("*") ? prefix : prefix + "*")
                .orElseGet(() -> body.number().orElseThrow());
    }

    private Reply withdraw(Ask ask) {
        Ending body = ask.body(Ending.class);
        Act act = act(ask, "withdraw", body.reason());
        long count = edits.withdraw(body.number(), body.principal(), act);
        return ended(ask, "consent.withdraw", body, count, "consent: none stands");
    }

    private Reply end(Ask ask) {
        Ending body = ask.body(Ending.class);
        LocalDate on = body.on().map(ListApi::date).orElseGet(site::today);
        long count = edits.end(body.number(), body.principal(), on, act(ask, "end", body.reason()));
        return ended(ask, "customer.end", body, count, "customer: no relation lasts");
    }

    private Reply ended(Ask ask, String action, Ending body, long count, String none) {
        PhoneNumber number = Typed.number(body.number(), site.plan());
        refresh.accept(number);
        if (count == 0) {
            throw Problem.notFound(none);
        }
        ask.audit(
                action,
                number.masked(),
                Optional.empty(),
                Optional.of(Map.of("principal", body.principal(), "count", count)),
                body.reason().orElse(""));
        return Reply.ok(new Ended(count));
    }

    private static Act act(Ask ask, String what, Optional<String> reason) {
        return Act.of(Asked.who(ask.caller()), what).because(reason.map(Typed::reason).orElse(""));
    }

    private void bind(Entry entry) {
        entry.about().ifPresent(refresh);
    }

    private static LocalDate date(String text) {
        try {
            return Times.readDate(text);
        } catch (DateTimeException e) {
            throw Mistyped.of("on", e);
        }
    }
}
