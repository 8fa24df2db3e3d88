package se.ringvakt.site;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.register.Act;
import se.ringvakt.register.EntryReader;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.RegisterRefused;

/// Changes block lists, consents, customers and subscriptions by hand, one entry at a time, as it
/// was typed. What makes no sense is [Mistyped]; what cannot be done now is refused with a
/// [RegisterRefused].
///
/// @param site whose lists they are
public record ListEdits(Site site) {

    /// What an addition did.
    ///
    /// @param changed false: it stood there already, just so or for longer
    /// @param fields as they were given, with what was filled in
    /// @param entry what they mean
    public record Added(boolean changed, Map<String, String> fields, Entry entry) {
        public Added {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /// The fields, the number masked, as the audit log keeps them.
        public Map<String, String> masked() {
            Map<String, String> masked = new LinkedHashMap<>(fields);
            masked.computeIfPresent("number", (_, _) -> subject(entry));
            return masked;
        }
    }

    /// What a removal did.
    ///
    /// @param block what stood there; empty: nothing, and nothing was done
    /// @param lifted whether it is gone
    /// @param request the request that waits for a second person
    public record Removed(Optional<Entry.Blocked> block, boolean lifted, Optional<Long> request) {

        /// What came of it, as the audit log keeps it.
        public Map<String, Object> told() {
            return request.<Map<String, Object>>map(id -> Map.of("request", id))
                    .orElseGet(() -> Map.of("lifted", lifted));
        }
    }

    /// What an entry is about, as the audit log names it: masked, for that log is kept for good.
    /// The whole number is in the lists' history.
    public static String subject(Entry entry) {
        return entry instanceof PrefixBlock block
                ? "+" + block.prefix() + "*"
                : entry.about().map(PhoneNumber::masked).orElse("");
    }

    /// Checks and adds an entry.
    ///
    /// @param fields those of a CSV file's line
    public Added add(ListKind kind, Map<String, String> fields, Act act) {
        Campaigns campaigns = site.campaigns().read();
        Map<String, String> given = new LinkedHashMap<>(fields);
        if (kind == ListKind.BLOCKS) {
            Typed.list(given.getOrDefault("list", ""), Optional.ofNullable(given.get("principal")));
        }
        if (given.containsKey("principal")) {
            Typed.principal(given.getOrDefault("principal", ""), campaigns);
        }
        if (kind == ListKind.CONSENTS) {
            given.putIfAbsent("given", now());
        }
        Entry entry = read(kind, given, campaigns);
        return new Added(site.lists().add(Stream.of(entry), act) > 0, given, entry);
    }

    private Entry read(ListKind kind, Map<String, String> given, Campaigns campaigns) {
        try {
            return new EntryReader(
                            site.plan()::read,
                            campaigns.principals()::containsKey,
                            site.zone(),
                            site.now())
                    .read(kind, given);
        } catch (RegisterRefused e) {
            throw Mistyped.of(e);
        }
    }

    /// Lifts the block of a number, or of a prefix with its star; or only asks for it, when that
    /// takes two people.
    ///
    /// @param reason 1 to 200 characters
    /// @param who who asks, where it takes two
    /// @param act the removal, where it takes one
    public Removed remove(
            String typed,
            String list,
            Optional<String> principal,
            String reason,
            Supplier<String> who,
            Act act) {
        Block.List from = Typed.list(list, principal);
        Optional<PrincipalId> owner =
                principal.map(id -> Typed.principal(id, site.campaigns().read()));
        Optional<Entry.Blocked> block = standing(typed, from, owner);
        if (block.isEmpty()) {
            return new Removed(block, false, Optional.empty());
        }
        if (site.secondPerson()) {
            long request = site.removals().ask(block.get(), reason, who.get()).id();
            return new Removed(block, false, Optional.of(request));
        }
        boolean lifted = site.lists().remove(block.get(), act.because(reason));
        return new Removed(block, lifted, Optional.empty());
    }

    /// Withdraws a number's consents to a principal, now; how many.
    public long withdraw(String number, String principal, Act act) {
        return site.lists()
                .withdraw(
                        Typed.number(number, site.plan()),
                        Typed.principal(principal, site.campaigns().read()),
                        site.now(),
                        act);
    }

    /// Ends a number's relations with a principal; how many.
    public long end(String number, String principal, LocalDate on, Act act) {
        return site.lists()
                .end(
                        Typed.number(number, site.plan()),
                        Typed.principal(principal, site.campaigns().read()),
                        on,
                        act);
    }

    private String now() {
        return site.now().atZone(site.zone()).toOffsetDateTime().toString();
    }

    private Optional<Entry.Blocked> standing(
            String typed, Block.List from, Optional<PrincipalId> owner) {
        try (Stream<? extends Entry> entries = entries(typed)) {
            return entries.filter(Entry.Blocked.class::isInstance)
                    .map(Entry.Blocked.class::cast)
                    .filter(entry -> entry.block().list() == from)
                    .filter(entry -> entry.block().principal().equals(owner))
                    .findFirst();
        }
    }

    private Stream<? extends Entry> entries(String typed) {
        if (typed.endsWith("*")) {
            String prefix = Typed.prefix(typed);
            Stream<PrefixBlock> prefixes = site.lists().prefixes();
            return prefixes.filter(entry -> entry.prefix().equals(prefix));
        }
        PhoneNumber wanted = Typed.number(typed, site.plan());
        return site.lists().of(wanted).stream();
    }
}
