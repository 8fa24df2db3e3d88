package se.ringvakt.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything the attempt limits need to know of one number, as read at one moment.
///
/// @param version grows with every change of the number's record, and is never the same twice; of a
///   number without a record the greatest that was ever erased, 0 before any was
/// @param counted all counted attempts, open ones too, of all campaigns, in order of start; those
///   older than any limit looks back may be missing
/// @param debts campaigns that owe this number a call after a silent one (§3.3)
public record History(
        PhoneNumber number, long version, List<Counted> counted, Set<CampaignId> debts) {

    /// A counted attempt.
    ///
    /// @param end when it was settled to have ended; empty: open
    public record Counted(
            CampaignId campaign, Optional<OfferId> offer, Instant start, Optional<Instant> end) {}

    public History {
        counted = List.copyOf(counted);
        debts = Set.copyOf(debts);
    }

    /// The same without the attempts that started at this instant or later.
    public History before(Instant instant) {
        List<Counted> earlier =
                counted.stream().filter(attempt -> attempt.start().isBefore(instant)).toList();
        return new History(number, version, earlier, debts);
    }

    /// The same, and these attempts, too, unless they are in it.
    public History with(List<Counted> more) {
        List<Counted> all = new ArrayList<>(counted);
        more.stream().filter(each -> !knows(each)).forEach(all::add);
        all.sort(Comparator.comparing(Counted::start));
        return new History(number, version, all, debts);
    }

    private boolean knows(Counted attempt) {
        return counted.stream()
                .anyMatch(each ->
                        each.start().equals(attempt.start())
                                && each.campaign().equals(attempt.campaign()));
    }

    /// The history of a number never called.
    public static History none(PhoneNumber number) {
        return new History(number, 0, List.of(), Set.of());
    }
}
