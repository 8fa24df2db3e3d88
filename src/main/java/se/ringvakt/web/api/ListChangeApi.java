package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.site.Site;
import se.ringvakt.view.EventView;
import se.ringvakt.view.EventViews;
import se.ringvakt.view.ListQuestion;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// Every change of the lists, newest first.
public final class ListChangeApi {
    private final Site site;
    private final Handles handles;

    public ListChangeApi(Site site, Handles handles) {
        this.site = site;
        this.handles = handles;
    }

    /// Offers `listChanges` and `searchChanges`.
    public void offer(Operations operations) {
        operations
                .on("listChanges", ask -> list(Asked.unaddressed(ask)))
                .on("searchChanges", ask -> list(ask.withBodyAsQuery()));
    }

    /// @param id by which its number can be revealed; empty: a prefix, or not kept
    record Shown(@JsonUnwrapped EventView change, Optional<String> id) {}

    private Reply list(Ask ask) {
        Optional<ListKind> kind =
                ask.query("kind").map(word -> Editing.word("kind", word, ListKind.class));
        ListSearch search = ListApi.question(ask).search(kind, site);
        long before = ask.query("after").map(ListChangeApi::after).orElse(Long.MAX_VALUE);
        int limit = Asked.limit(ask);
        List<Event> read;
        try (Stream<Event> events = site.listHistory().events(search, before)) {
            read = events.limit(limit + 1L).toList();
        }
        Function<PhoneNumber, String> spelling = ListQuestion.spelling(search, PhoneNumber::masked);
        EventViews views = new EventViews(spelling, site.zone());
        return Reply.ok(
                ListPage.of(read, limit, last -> Long.toString(last.revision()))
                        .map(event -> shown(event, views)));
    }

    private Shown shown(Event event, EventViews views) {
        return new Shown(views.of(event), event.subject().flatMap(Entry::about).map(handles::of));
    }

    private static long after(String typed) {
        try {
            return Long.parseLong(typed);
        } catch (NumberFormatException _) {
            throw Asked.after(typed);
        }
    }
}
