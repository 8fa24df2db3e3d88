package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

/// Lists that can be made to fail, and that keep whatever they are given, duplicates too.
final class ListsInMemory implements NumberLists {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private boolean failing;
    private int wholeReads;
    private Runnable afterWholeRead = () -> {};

    void failing(boolean fails) {
        failing = fails;
    }

    /// Done once, when everything has been read but not yet handed over.
    void afterWholeRead(Runnable what) {
        afterWholeRead = what;
    }

    int wholeReads() {
        return wholeReads;
    }

    void remove(Entry entry) {
        entries.remove(entry);
        changed(entry);
    }

    @Override
    public synchronized long add(Stream<Entry> added, String who) {
        List<Entry> all = added.toList();
        entries.addAll(all);
        all.forEach(this::changed);
        return all.size();
    }

    @Override
    public long unblock(
            PhoneNumber number, Block.List list, Optional<PrincipalId> principal, String who) {
        throw new UnsupportedOperationException("unblock");
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, String who) {
        throw new UnsupportedOperationException("withdraw");
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, String who) {
        throw new UnsupportedOperationException("end");
    }

    @Override
    public synchronized Stream<Entry> all() {
        fail();
        wholeReads++;
        Runnable after = afterWholeRead;
        afterWholeRead = () -> {};
        return List.copyOf(entries).stream().onClose(after);
    }

    @Override
    public Stream<PrefixBlock> prefixes() {
        fail();
        return entries.stream().filter(PrefixBlock.class::isInstance).map(PrefixBlock.class::cast);
    }

    @Override
    public synchronized List<Entry> of(PhoneNumber number) {
        fail();
        return entries.stream().filter(entry -> number(entry).equals(Optional.of(number))).toList();
    }

    @Override
    public synchronized List<Change> changesSince(long revision, int most) {
        fail();
        return changes.stream().filter(change -> change.revision() > revision).limit(most).toList();
    }

    @Override
    public synchronized long revision() {
        fail();
        return changes.size();
    }

    private void changed(Entry entry) {
        changes.add(new Change(changes.size() + 1L, number(entry)));
    }

    private void fail() {
        if (failing) {
            throw new IllegalStateException("lists: damaged (expected: readable)");
        }
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
