package se.ringvakt.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

/// Entries of lists as rows, with the columns of the CSV files.
///
/// @param number how numbers are shown
/// @param time how times are shown
public record EntryRow(Function<PhoneNumber, String> number, Function<Instant, String> time) {

    public static ListKind kind(Entry entry) {
        return switch (entry) {
            case NumberBlock _, PrefixBlock _ -> ListKind.BLOCKS;
            case ConsentGiven _ -> ListKind.CONSENTS;
            case Customer _ -> ListKind.CUSTOMERS;
            case Subscribed _ -> ListKind.SUBSCRIPTIONS;
        };
    }

    public static List<String> columns(ListKind kind) {
        return switch (kind) {
            case BLOCKS -> List.of("number", "prefix", "list", "principal", "expires");
            case CONSENTS -> List.of("number", "principal", "given", "withdrawn", "proof");
            case CUSTOMERS -> List.of("number", "principal", "goods", "since", "ended");
            case SUBSCRIPTIONS -> List.of("number", "kind");
        };
    }

    /// The cells by their columns; more may be put after them.
    public Map<String, Optional<String>> of(Entry entry) {
        return switch (entry) {
            case NumberBlock block ->
                    block(
                            Optional.of(number.apply(block.number())),
                            Optional.empty(),
                            block.block());
            case PrefixBlock block ->
                    block(Optional.empty(), Optional.of("+" + block.prefix() + "*"), block.block());
            case ConsentGiven given ->
                    row(
                            kind(entry),
                            Optional.of(number.apply(given.number())),
                            Optional.of(given.consent().principal().value()),
                            Optional.of(time.apply(given.consent().given())),
                            given.consent().withdrawn().map(time),
                            Optional.of(given.consent().proof()));
            case Customer customer ->
                    row(
                            kind(entry),
                            Optional.of(number.apply(customer.number())),
                            Optional.of(customer.relation().principal().value()),
                            customer.relation().goods(),
                            Optional.of(customer.relation().since().toString()),
                            customer.relation().ended().map(LocalDate::toString));
            case Subscribed subscribed ->
                    row(
                            kind(entry),
                            Optional.of(number.apply(subscribed.number())),
                            Optional.of(Words.of(subscribed.subscription())));
        };
    }

    private Map<String, Optional<String>> block(
            Optional<String> blocked, Optional<String> prefix, Block block) {
        return row(
                ListKind.BLOCKS,
                blocked,
                prefix,
                Optional.of(Words.of(block.list())),
                block.principal().map(PrincipalId::value),
                block.expires().map(time));
    }

    @SafeVarargs
    private final Map<String, Optional<String>> row(ListKind kind, Optional<String>... cells) {
        Map<String, Optional<String>> row = new LinkedHashMap<>();
        List<String> columns = columns(kind);
        for (int i = 0; i < cells.length; i++) {
            row.put(columns.get(i), cells[i]);
        }
        return row;
    }
}
