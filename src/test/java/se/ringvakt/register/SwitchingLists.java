package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
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
    public long add(Stream<Entry> entries, String who) {
        return lists.add(entries, who);
    }

    @Override
    public long unblock(
            PhoneNumber number, Block.List list, Optional<PrincipalId> principal, String who) {
        return lists.unblock(number, list, principal, who);
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, String who) {
        return lists.withdraw(number, principal, at, who);
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, String who) {
        return lists.end(number, principal, on, who);
    }

    @Override
    public Stream<Entry> all() {
        return lists.all();
    }

    @Override
    public List<Entry> of(PhoneNumber number) {
        return lists.of(number);
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
