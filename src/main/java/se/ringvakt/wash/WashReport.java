package se.ringvakt.wash;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.rule.Reason;

/// What a wash did, in figures.
///
/// @param in the file washed
/// @param out the file written
/// @param rejects the file of unreadable rows, when they were split off
/// @param rows rows read, the header not counted
/// @param kept rows written to `out`, the header not counted
/// @param numbers how many numbers were of each status; one row may hold several
/// @param stopped how many of the stopped had each reason
/// @param firstUnreadable the first few cells that held no number
/// @param troubles how many of the unreadable had each trouble
public record WashReport(
        FileFacts in,
        FileFacts out,
        Optional<FileFacts> rejects,
        long rows,
        long kept,
        Map<Status, Long> numbers,
        Map<Reason, Long> stopped,
        List<BadCell> firstUnreadable,
        Map<Trouble, Long> troubles) {

    /// A file as it was read or written.
    ///
    /// @param name without its folder
    /// @param sha256 of its bytes, in hex
    public record FileFacts(String name, long bytes, String sha256) {
        FileFacts named(String other) {
            return new FileFacts(other, bytes, sha256);
        }
    }

    /// A cell that held no number.
    ///
    /// @param line of the file, counted from 1, on which its row begins; in a spreadsheet the row
    /// @param masked what stood there, most digits hidden
    /// @param why what is wrong with it, where more can be said than that it is no number
    public record BadCell(long line, String column, String masked, String why) {}

    /// One that tells no troubles.
    public WashReport(
            FileFacts in,
            FileFacts out,
            Optional<FileFacts> rejects,
            long rows,
            long kept,
            Map<Status, Long> numbers,
            Map<Reason, Long> stopped,
            List<BadCell> firstUnreadable) {
        this(in, out, rejects, rows, kept, numbers, stopped, firstUnreadable, Map.of());
    }

    /// The same of files that people know by other names.
    ///
    /// @param rejected used only where there is such a file
    public WashReport named(String read, String written, String rejected) {
        return new WashReport(
                in.named(read),
                out.named(written),
                rejects.map(file -> file.named(rejected)),
                rows,
                kept,
                numbers,
                stopped,
                firstUnreadable,
                troubles);
    }

    public WashReport {
        numbers = numbers.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(numbers));
        stopped = stopped.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(stopped));
        firstUnreadable = List.copyOf(firstUnreadable);
        troubles = troubles.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(troubles));
    }
}
