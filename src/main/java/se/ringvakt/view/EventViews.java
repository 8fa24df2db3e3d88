package se.ringvakt.view;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.NumberLists.Entry;

/// Turns changes of the lists into what is printed.
///
/// @param number how numbers are shown
public record EventViews(Function<PhoneNumber, String> number, ZoneId zone) {

    public EventView of(Event event) {
        return new EventView(
                event.revision(),
                Times.offset(event.at(), zone),
                event.act().who(),
                event.act().what(),
                event.subject().map(this::subject),
                event.subject().map(entry -> Words.of(EntryRow.kind(entry))),
                given(event.act().source()),
                given(event.act().reason()),
                event.before().map(this::words),
                event.after().map(this::words));
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public String subject(Entry entry) {
        return entry instanceof Entry.PrefixBlock prefix
                ? "+" + prefix.prefix() + "*"
                : number.apply(entry.about().orElseThrow());
    }

    /// What an entry says, in words.
    public String words(Entry entry) {
        return switch (entry) {
            case Entry.Blocked blocked -> words(blocked.block());
            case Entry.ConsentGiven(var _, Consent it) ->
                    "consent to "
                            + it.principal()
                            + " given "
                            + Times.brief(it.given(), zone)
                            + it.withdrawn()
                                    .map(end -> ", withdrawn " + Times.brief(end, zone))
                                    .orElse("")
                            + ", proof "
                            + it.proof();
            case Entry.Customer(var _, CustomerRelation it) ->
                    "customer of "
                            + it.principal()
                            + it.goods().map(goods -> ", " + goods).orElse("")
                            + ", since "
                            + it.since()
                            + it.ended().map(end -> ", ended " + end).orElse("");
            case Entry.Subscribed subscribed ->
                    "telephone of a " + Words.of(subscribed.subscription());
        };
    }

    private String words(Block block) {
        return "block "
                + Words.of(block.list())
                + block.principal().map(id -> " " + id).orElse("")
                + block.expires().map(end -> " to " + Times.brief(end, zone)).orElse("");
    }
}
