package se.ringvakt.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.register.EntryReader;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.site.Site;

/// Adds one entry of a list, given by the options of a command.
final class Entries {
    private final Common common;
    private final Who who;
    private final Output output;

    Entries(Common common, Who who, Output output) {
        this.common = common;
        this.who = who;
        this.output = output;
    }

    /// What an addition did.
    ///
    /// @param changed false: it stood there already, just so
    record Added(boolean changed, Map<String, String> entry) {
        Added {
            entry = Collections.unmodifiableMap(new LinkedHashMap<>(entry));
        }
    }

    /// Checks and adds an entry; its fields are those of a CSV file's line.
    int add(ListKind kind, Map<String, String> fields) {
        try (Site site = common.open()) {
            Campaigns campaigns = site.campaigns().read();
            Map<String, String> given = new LinkedHashMap<>(fields);
            if (given.containsKey("principal")) {
                common.principal(given.getOrDefault("principal", ""), campaigns);
            }
            if (kind == ListKind.CONSENTS) {
                given.putIfAbsent("given", now(site));
            }
            Entry entry = read(site, campaigns, kind, given);
            long changed = site.lists().add(Stream.of(entry), who.act("add"));
            if (changed > 0) {
                site.note(
                        who.caller(),
                        subject(kind) + ".add",
                        shown(entry),
                        it -> it.after(masked(given, entry)));
            }
            output.print(
                    new Added(changed > 0, given),
                    (added, out) ->
                            out.println(added.changed() ? "recorded" : standsAlready(kind)));
        }
        return ExitCode.OK.code();
    }

    /// One entry of a list, as the audit log names it.
    static String subject(ListKind kind) {
        return switch (kind) {
            case BLOCKS -> "block";
            case CONSENTS -> "consent";
            case CUSTOMERS -> "customer";
            case SUBSCRIPTIONS -> "subscription";
        };
    }

    /// What an entry is about, as the audit log shows it: the whole number is in the lists'
    /// history.
    static String shown(Entry entry) {
        return entry instanceof PrefixBlock block
                ? "+" + block.prefix() + "*"
                : entry.about().map(PhoneNumber::masked).orElse("");
    }

    private static Map<String, String> masked(Map<String, String> fields, Entry entry) {
        Map<String, String> masked = new LinkedHashMap<>(fields);
        masked.computeIfPresent("number", (_, _) -> shown(entry));
        return masked;
    }

    private Entry read(Site site, Campaigns campaigns, ListKind kind, Map<String, String> fields) {
        try {
            return new EntryReader(
                            site.plan()::read,
                            campaigns.principals()::containsKey,
                            site.zone(),
                            site.now())
                    .read(kind, fields);
        } catch (RegisterRefused e) {
            throw common.misuse(String.valueOf(e.getMessage()), e);
        }
    }

    private static String standsAlready(ListKind kind) {
        return "stands there already"
                + (kind == ListKind.BLOCKS ? ", for as long or longer" : "")
                + "; nothing was changed";
    }

    private static String now(Site site) {
        return site.now().atZone(site.zone()).toOffsetDateTime().toString();
    }

    /// The list a word means, with the principal it needs or must not have.
    static Block.List list(String word, Optional<String> principal, Common common) {
        Block.List list = list(word, common);
        if ((list == Block.List.PRINCIPAL) != principal.isPresent()) {
            throw common.misuse(
                    "--principal: "
                            + principal.orElse("missing")
                            + " (expected: one for a principal's list, else none)");
        }
        return list;
    }

    /// The list a word means.
    static Block.List list(String word, Common common) {
        return switch (word) {
            case "principal" -> Block.List.PRINCIPAL;
            case "centre" -> Block.List.CENTRE;
            case "deceased" -> Block.List.DECEASED;
            default ->
                    throw common.misuse(
                            "--list: " + word + " (expected: centre, deceased or principal)");
        };
    }

    /// The digits of a prefix as it was typed, country code first.
    static String prefix(String typed, Site site, Common common) {
        try {
            return EntryReader.prefix(typed);
        } catch (RegisterRefused e) {
            throw common.misuse(String.valueOf(e.getMessage()), e);
        }
    }
}
