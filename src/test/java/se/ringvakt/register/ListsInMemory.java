package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;

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
    public synchronized long add(Stream<? extends Entry> added, Act act) {
        List<Entry> all = added.<Entry>map(entry -> entry).toList();
        entries.addAll(all);
        all.forEach(this::changed);
        return all.size();
    }

    @Override
    public boolean remove(Entry.Blocked block, Act act) {
        throw new UnsupportedOperationException("remove");
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, Act act) {
        throw new UnsupportedOperationException("withdraw");
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, Act act) {
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
    public Stream<Found> find(ListSearch search) {
        throw new UnsupportedOperationException("find");
    }

    @Override
    public synchronized List<Entry> of(Collection<PhoneNumber> numbers) {
        fail();
        return entries.stream()
                .filter(entry -> entry.about().map(numbers::contains).orElse(false))
                .toList();
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
        changes.add(new Change(changes.size() + 1L, entry.about()));
    }

    private void fail() {
        if (failing) {
            throw new IllegalStateException("lists: damaged (expected: readable)");
        }
    }
}
