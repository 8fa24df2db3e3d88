package se.ringvakt.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

/// Lists without a disk.
final class MemoryLists implements NumberLists {
    final List<Entry> entries = new ArrayList<>();
    String lastWho = "";
    private long revision;

    @Override
    public long add(Stream<Entry> added, String who) {
        lastWho = who;
        return added.filter(this::addOne).count();
    }

    private boolean addOne(Entry entry) {
        if (entries.contains(entry)) {
            return false;
        }
        revision++;
        entries.removeIf(old -> key(old).equals(key(entry)));
        return entries.add(entry);
    }

    @Override
    public long unblock(
            PhoneNumber number, Block.List list, Optional<PrincipalId> principal, String who) {
        lastWho = who;
        return remove(entry ->
                entry instanceof NumberBlock block
                        && block.number().equals(number)
                        && block.block().list() == list
                        && block.block().principal().equals(principal));
    }

    private long remove(Predicate<Entry> which) {
        long before = entries.size();
        entries.removeIf(which);
        return before - entries.size();
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, String who) {
        lastWho = who;
        return change(
                entry ->
                        entry instanceof ConsentGiven given
                                && given.number().equals(number)
                                && given.consent().principal().equals(principal)
                                && given.consent().withdrawn().isEmpty(),
                entry -> {
                    Consent old = ((ConsentGiven) entry).consent();
                    return new ConsentGiven(
                            number,
                            new Consent(principal, old.given(), Optional.of(at), old.proof()));
                });
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, String who) {
        lastWho = who;
        return change(
                entry ->
                        entry instanceof Customer customer
                                && customer.number().equals(number)
                                && customer.relation().principal().equals(principal)
                                && customer.relation().ended().isEmpty(),
                entry -> {
                    CustomerRelation old = ((Customer) entry).relation();
                    return new Customer(
                            number,
                            new CustomerRelation(
                                    principal, old.goods(), old.since(), Optional.of(on)));
                });
    }

    private long change(Predicate<Entry> which, UnaryOperator<Entry> how) {
        long changed = entries.stream().filter(which).count();
        entries.replaceAll(entry -> which.test(entry) ? how.apply(entry) : entry);
        return changed;
    }

    @Override
    public Stream<Entry> all() {
        return List.copyOf(entries).stream();
    }

    @Override
    public List<Entry> of(PhoneNumber number) {
        return entries.stream().filter(entry -> number(entry).equals(Optional.of(number))).toList();
    }

    @Override
    public List<Change> changesSince(long since, int most) {
        return List.of();
    }

    @Override
    public long revision() {
        return revision;
    }

    private static List<?> key(Entry entry) {
        return switch (entry) {
            case NumberBlock block ->
                    List.of(block.number(), block.block().list(), block.block().principal());
            case PrefixBlock block ->
                    List.of(block.prefix(), block.block().list(), block.block().principal());
            case ConsentGiven given ->
                    List.of(given.number(), given.consent().principal(), given.consent().given());
            case Customer customer ->
                    List.of(
                            customer.number(),
                            customer.relation().principal(),
                            customer.relation().goods());
            case Subscribed subscribed -> List.of(subscribed.number(), "subscription");
        };
    }

    private static Optional<PhoneNumber> number(Entry entry) {
        return switch (entry) {
            case NumberBlock block -> Optional.of(block.number());
            case ConsentGiven consent -> Optional.of(consent.number());
            case Customer customer -> Optional.of(customer.number());
            case Subscribed subscribed -> Optional.of(subscribed.number());
            case PrefixBlock _ -> Optional.empty();
        };
    }
}
