package se.ringvakt.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;

/// What is looked for on a list or in its history, as it was typed. What is empty matches
/// everything.
///
/// @param number whatever concerns it; with a star, whatever begins so
/// @param list a block list's word
/// @param by a part of the name of who recorded it
/// @param since recorded then or later: a date (its 00:00) or a time
/// @param until recorded before then
public record ListQuestion(
        Optional<String> number,
        Optional<String> principal,
        Optional<String> list,
        Optional<String> by,
        Optional<String> since,
        Optional<String> until) {

    /// What it means.
    ///
    /// @param kind empty: every list
    /// @throws Mistyped when it means nothing
    public ListSearch search(Optional<ListKind> kind, Site site) {
        if (list.isPresent() && !kind.equals(Optional.of(ListKind.BLOCKS))) {
            throw Mistyped.of("list", list.get(), "none; blocks alone have it");
        }
        return new ListSearch(
                kind,
                number.filter(typed -> !typed.endsWith("*"))
                        .map(typed -> Typed.number(typed, site.plan())),
                number.filter(typed -> typed.endsWith("*")).map(Typed::prefix),
                principal.map(id -> Typed.principal(id, site.campaigns().read())),
                list.map(Typed::list),
                by,
                time("since", since, site),
                time("until", until, site));
    }

    /// How numbers are shown: in full the one that was typed.
    ///
    /// @param others how all others are
    public static Function<PhoneNumber, String> spelling(
            ListSearch search, Function<PhoneNumber, String> others) {
        return each ->
                search.number().equals(Optional.of(each))
                        ? each.international()
                        : others.apply(each);
    }

    private static Optional<Instant> time(String key, Optional<String> typed, Site site) {
        try {
            return typed.map(text -> Times.readBegin(text, site.zone()));
        } catch (DateTimeException e) {
            throw Mistyped.of(
                    key, new DateTimeException(e.getMessage() + " or a date, 2026-11-23", e));
        }
    }
}
