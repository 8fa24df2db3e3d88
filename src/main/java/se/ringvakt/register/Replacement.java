package se.ringvakt.register;

import java.util.Optional;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;

/// What becomes of an entry when another is added that says the same thing of the same number: same
/// list and principal; same principal and giving; same principal and goods; a subscription.
///
/// Adding never protects anybody less. Otherwise a file that is loaded again would undo what was
/// entered since, and a block could be lifted past those who must give a reason for it.
public final class Replacement {
    private Replacement() {}

    /// What shall stand instead; empty: nothing changes.
    ///
    /// @param standing says the same thing of the same number as what is added
    public static Optional<Entry> of(Entry standing, Entry added) {
        Entry instead =
                switch (added) {
                    case NumberBlock(var number, var block) ->
                            new NumberBlock(number, longer(blockOf(standing), block));
                    case PrefixBlock(var prefix, var block) ->
                            new PrefixBlock(prefix, longer(blockOf(standing), block));
                    case ConsentGiven(var number, var consent) ->
                            new ConsentGiven(
                                    number,
                                    withdrawn(((ConsentGiven) standing).consent(), consent));
                    case Customer(var number, var relation) ->
                            new Customer(number, ended(((Customer) standing).relation(), relation));
                    case Entry.Subscribed subscribed -> subscribed;
                };
        return instead.equals(standing) ? Optional.empty() : Optional.of(instead);
    }

    private static Block blockOf(Entry standing) {
        return ((Entry.Blocked) standing).block();
    }

    /// A block is prolonged, and shortened by no one but who removes it.
    private static Block longer(Block standing, Block added) {
        boolean prolongs =
                standing.expires().isPresent()
                        && added.expires()
                                .map(end -> end.isAfter(standing.expires().get()))
                                .orElse(true);
        return prolongs ? added : standing;
    }

    /// A consent once withdrawn stays so.
    private static Consent withdrawn(Consent standing, Consent added) {
        return new Consent(
                added.principal(),
                added.given(),
                added.withdrawn().or(standing::withdrawn),
                added.proof());
    }

    /// A relation once ended stays so, unless it began anew.
    private static CustomerRelation ended(CustomerRelation standing, CustomerRelation added) {
        return added.since().equals(standing.since()) && added.ended().isEmpty() ? standing : added;
    }
}
