package se.ringvakt.register;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.PhoneNumber;

/// How one version of a register differs from another.
///
/// @param byArea the counts of each area, by the name it was given
public record RegisterDiff(
        RegisterVersion from, RegisterVersion to, Counts total, SortedMap<String, Counts> byArea) {

    /// What became of a number.
    public enum Change {
        /// Only in the later one.
        ADDED,
        /// Only in the earlier one.
        REMOVED,
        UNCHANGED,
        /// Only in the later one, and the earlier one does not speak for its area.
        NEWLY_COVERED,
        /// Only in the earlier one, and the later one does not speak for its area.
        NO_LONGER_COVERED
    }

    /// How many numbers changed in each way.
    public record Counts(
            long added, long removed, long unchanged, long newlyCovered, long noLongerCovered) {

        static Counts of(Map<Change, Long> numbers) {
            return new Counts(
                    numbers.getOrDefault(Change.ADDED, 0L),
                    numbers.getOrDefault(Change.REMOVED, 0L),
                    numbers.getOrDefault(Change.UNCHANGED, 0L),
                    numbers.getOrDefault(Change.NEWLY_COVERED, 0L),
                    numbers.getOrDefault(Change.NO_LONGER_COVERED, 0L));
        }
    }

    /// A number that is not the same in both.
    public record Changed(Change change, PhoneNumber number) {}

    /// Compares two versions.
    ///
    /// @param area names the area of a number
    public static RegisterDiff of(
            RegisterSnapshot from, RegisterSnapshot to, Function<PhoneNumber, String> area) {
        Tally tally = new Tally(area);
        changed(from, to).forEach(changed -> tally.count(changed.change, changed.number));
        to.listed().filter(from::contains).forEach(number -> tally.count(Change.UNCHANGED, number));
        return tally.diff(from.version(), to.version());
    }

    /// The numbers that are not the same in both, as they are read: first those that are gone, then
    /// those that came, each ascending.
    public static Stream<Changed> changed(RegisterSnapshot from, RegisterSnapshot to) {
        return Stream.concat(
                only(from, to, Change.REMOVED, Change.NO_LONGER_COVERED),
                only(to, from, Change.ADDED, Change.NEWLY_COVERED));
    }

    private static Stream<Changed> only(
            RegisterSnapshot here, RegisterSnapshot there, Change covered, Change notCovered) {
        Coverage spokenFor = there.version().coverage();
        CountryCode country = there.version().country();
        return here.listed()
                .filter(number -> !there.contains(number))
                .map(number ->
                        new Changed(
                                spokenFor.covers(number, country) ? covered : notCovered, number));
    }

    /// Counts of one comparison. For one thread.
    private static final class Tally {
        private final Function<PhoneNumber, String> area;
        private final SortedMap<String, Map<Change, Long>> byArea = new TreeMap<>();
        private final Map<Change, Long> total = new TreeMap<>();

        Tally(Function<PhoneNumber, String> area) {
            this.area = area;
        }

        void count(Change change, PhoneNumber number) {
            total.merge(change, 1L, Long::sum);
            byArea.computeIfAbsent(area.apply(number), _ -> new TreeMap<>())
                    .merge(change, 1L, Long::sum);
        }

        RegisterDiff diff(RegisterVersion from, RegisterVersion to) {
            SortedMap<String, Counts> counts = new TreeMap<>();
            byArea.forEach((name, numbers) -> counts.put(name, Counts.of(numbers)));
            return new RegisterDiff(from, to, Counts.of(total), counts);
        }
    }
}
