package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

/// What an entry says, in a few characters, since history keeps millions: words with a space
/// between them, `-` for none, free text last so that it may hold anything.
///
/// A block: list, expiry in milliseconds, principal; what follows the last that is given is left
/// out, so that most are one word. A consent: given, withdrawn, principal, proof. A customer:
/// since, ended, principal, goods. A subscription: its kind.
final class EntryText {
    private static final String NONE = "-";
    private static final int WORDS_MOST = 4;

    private EntryText() {}

    /// The letter of the entry's kind.
    static String kind(Entry entry) {
        return switch (entry) {
            case NumberBlock _, PrefixBlock _ -> "B";
            case ConsentGiven _ -> "C";
            case Customer _ -> "R";
            case Subscribed _ -> "S";
        };
    }

    static String of(Entry entry) {
        return switch (entry) {
            case Entry.Blocked blocked -> of(blocked.block());
            case ConsentGiven(var _, Consent it) ->
                    it.given().toEpochMilli()
                            + " "
                            + millis(it.withdrawn())
                            + " "
                            + it.principal()
                            + " "
                            + it.proof();
            case Customer(var _, CustomerRelation it) ->
                    it.since()
                            + " "
                            + it.ended().map(LocalDate::toString).orElse(NONE)
                            + " "
                            + it.principal()
                            + it.goods().map(goods -> " " + goods).orElse("");
            case Subscribed(var _, Subscription it) -> it.name();
        };
    }

    static String of(Block block) {
        String list = block.list().name();
        if (block.principal().isPresent()) {
            return list + " " + millis(block.expires()) + " " + block.principal().get();
        }
        return block.expires().isPresent() ? list + " " + millis(block.expires()) : list;
    }

    /// Reads what [#of] wrote.
    static Entry read(String kind, PhoneNumber number, String text) {
        String[] words = text.split(" ", WORDS_MOST);
        return switch (kind) {
            case "B" -> new NumberBlock(number, block(text));
            case "C" ->
                    new ConsentGiven(
                            number,
                            new Consent(
                                    new PrincipalId(words[2]),
                                    Instant.ofEpochMilli(Long.parseLong(words[0])),
                                    instant(words[1]),
                                    words[3]));
            case "R" ->
                    new Customer(
                            number,
                            new CustomerRelation(
                                    new PrincipalId(words[2]),
                                    words.length > 3 ? Optional.of(words[3]) : Optional.empty(),
                                    LocalDate.parse(words[0]),
                                    given(words[1]).map(LocalDate::parse)));
            case "S" -> new Subscribed(number, Subscription.valueOf(text));
            default ->
                    throw new IllegalArgumentException(
                            "kind: " + kind + " (expected: B, C, R or S)");
        };
    }

    static Block block(String text) {
        String[] words = text.split(" ", 3);
        return new Block(
                Block.List.valueOf(words[0]),
                words.length > 2 ? Optional.of(new PrincipalId(words[2])) : Optional.empty(),
                words.length > 1 ? instant(words[1]) : Optional.empty());
    }

    private static String millis(Optional<Instant> instant) {
        return instant.map(at -> Long.toString(at.toEpochMilli())).orElse(NONE);
    }

    private static Optional<Instant> instant(String word) {
        return given(word).map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
    }

    private static Optional<String> given(String word) {
        return word.equals(NONE) ? Optional.empty() : Optional.of(word);
    }
}
