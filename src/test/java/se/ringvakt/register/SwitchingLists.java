package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;

/// Lists whose database can be exchanged underneath, as by restoring a backup.
final class SwitchingLists implements NumberLists {
    private NumberLists lists;

    SwitchingLists(NumberLists lists) {
        this.lists = lists;
    }

    void switchTo(NumberLists other) {
        lists = other;
    }

    @Override
    public long add(Stream<? extends Entry> entries, Act act) {
        return lists.add(entries, act);
    }

    @Override
    public boolean remove(Entry.Blocked block, Act act) {
        return lists.remove(block, act);
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, Act act) {
        return lists.withdraw(number, principal, at, act);
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, Act act) {
        return lists.end(number, principal, on, act);
    }

    @Override
    public Stream<Entry> all() {
        return lists.all();
    }

    @Override
    public Stream<Found> find(ListSearch search) {
        return lists.find(search);
    }

    @Override
    public List<Entry> of(Collection<PhoneNumber> numbers) {
        return lists.of(numbers);
    }

    @Override
    public List<Change> changesSince(long revision, int most) {
        return lists.changesSince(revision, most);
    }

    @Override
    public long revision() {
        return lists.revision();
    }
}
