package se.ringvakt.wash;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import se.ringvakt.wash.NumberCells.Judged;

/// Where a sheet's marks go: the columns of an earlier wash, or new ones behind the last.
///
/// @param marks three for each column of numbers, from left to right
record MarkColumns(List<Mark> marks) {
    private static final List<String> WORDS =
            List.of("ringvakt_status", "ringvakt_reason", "ringvakt_until");

    /// One column of marks.
    ///
    /// @param of the column of numbers, as an index into the request's
    /// @param isNew whether its header is still to be written
    /// @param headerStyle how the header over the numbers looks
    record Mark(int of, int word, int column, String header, boolean isNew, int headerStyle) {
        /// What stands in this column for a number.
        String text(Judged judged) {
            return switch (word) {
                case 0 -> judged.finding().status().name();
                case 1 ->
                        judged.trouble()
                                .<Enum<?>>map(trouble -> trouble)
                                .or(() -> judged.finding().reason())
                                .map(Enum::name)
                                .orElse("");
                default -> judged.finding().until().map(LocalDate::toString).orElse("");
            };
        }
    }

    static final MarkColumns NONE = new MarkColumns(List.of());

    MarkColumns {
        marks = marks.stream().sorted(Comparator.comparingInt(Mark::column)).toList();
    }

    static MarkColumns of(SheetSurvey survey, List<Integer> numbers) {
        var marks = new ArrayList<Mark>();
        int last = survey.lastColumn();
        for (int of = 0; of < numbers.size(); of++) {
            int number = numbers.get(of);
            String suffix = numbers.size() == 1 ? "" : "_" + survey.header(number);
            int style = survey.headerStyles().getOrDefault(number, 0);
            for (int word = 0; word < WORDS.size(); word++) {
                String header = WORDS.get(word) + suffix;
                Optional<Integer> there = survey.withHeader(header);
                int column = there.isPresent() ? there.get() : ++last;
                marks.add(new Mark(of, word, column, header, there.isEmpty(), style));
            }
        }
        return new MarkColumns(marks);
    }

    int lastColumn() {
        return marks.stream().mapToInt(Mark::column).max().orElse(0);
    }

    /// All columns that have to be looked at, ascending.
    int[] with(List<Integer> numbers) {
        return IntStream.concat(
                        numbers.stream().mapToInt(Integer::intValue),
                        marks.stream().mapToInt(Mark::column))
                .distinct()
                .sorted()
                .toArray();
    }
}
