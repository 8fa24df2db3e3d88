package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.lint.Dialplan.Extension;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;

/// Where a `Goto` or `Gosub` leads: `[[context,]extension,]priority[(arguments)]`.
///
/// @param positions none when there is nothing there, or nobody can tell
/// @param judged whether the dialplan tells; else it may lead anywhere
/// @param arguments what a subroutine is given
record Target(List<Position> positions, boolean judged, List<Text> arguments) {
    private static final int PRIORITY_DIGITS_MAX = 9;

    static Target of(Text written, Position from, Switchboard board) {
        List<Text> parts = written.strip().arguments().stream().map(Text::strip).toList();
        int count = parts.size();
        Text last = parts.getLast();
        int open = last.flat().indexOf('(');
        int close = last.flat().lastIndexOf(')');
        List<Text> arguments =
                open < 0 || close < open ? List.of() : last.part(open + 1, close).arguments();
        Text priority = open < 0 ? last : last.part(0, open).strip();
        Optional<String> context =
                count < 3 ? Optional.of(from.context()) : parts.get(count - 3).known();
        if (context.isEmpty()) {
            return new Target(List.of(), false, arguments);
        }
        if (count < 2) {
            return inside(List.of(from), priority, arguments);
        }
        Text extension = parts.get(count - 2);
        List<Position> places = places(context.get(), extension, board);
        return inside(places, priority, arguments);
    }

    /// Every extension it can be, at whichever priority.
    private static List<Position> places(String context, Text extension, Switchboard board) {
        List<Position> all = new ArrayList<>();
        for (Extension found : board.matching(context, extension)) {
            all.add(
                    new Position(
                            context,
                            found,
                            found.steps().firstKey(),
                            board.dialled(found, extension)));
        }
        return all;
    }

    private static Target inside(List<Position> places, Text priority, List<Text> arguments) {
        Optional<String> word = priority.known();
        List<Position> found = new ArrayList<>();
        for (Position place : places) {
            if (word.isEmpty()) {
                place.extension().steps().keySet().forEach(each -> found.add(place.priority(each)));
            } else {
                priority(word.get(), place)
                        .filter(place.extension().steps()::containsKey)
                        .ifPresent(each -> found.add(place.priority(each)));
            }
            boolean certain = place.dialled().known().isPresent();
            if (certain
                    && !found.isEmpty()
                    && places.stream().allMatch(p -> p.dialled().equals(place.dialled()))) {
                break;
            }
        }
        return new Target(found, word.isPresent() || found.isEmpty(), arguments);
    }

    private static Optional<Integer> priority(String word, Position place) {
        if (word.matches("[+-]?\\d{1," + PRIORITY_DIGITS_MAX + "}")) {
            boolean relative = word.startsWith("+") || word.startsWith("-");
            return Optional.of(Integer.parseInt(word) + (relative ? place.priority() : 0));
        }
        return place.extension().labelled(word).map(Step::priority);
    }
}
