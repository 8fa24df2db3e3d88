package se.ringvakt.wash;

import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/// How large a spreadsheet may be before it is taken for a bomb. Spreadsheets pack to a tenth or a
/// fiftieth; deflate can reach a thousandth.
final class XlsxLimits {
    static final int NAME_BYTES_MOST = 512;

    /// A part that is held in memory: the workbook, its styles, a table.
    static final long SMALL_PART_BYTES_MOST = 1L << 24;

    private static final int ENTRIES_MOST = 10_000;

    /// What a zip file without extensions can hold.
    private static final long PART_BYTES_MOST = (1L << 32) - 1;

    private static final long ALL_PARTS_BYTES_MOST = 1L << 33;
    private static final long RATIO_MOST = 250;
    private static final long RATIO_COUNTS_FROM_BYTES = 1L << 24;

    private XlsxLimits() {}

    /// By what the entry says of itself.
    ///
    /// @param count of entries so far
    /// @param unpacked bytes of all entries so far
    static void checkEntry(Path file, ZipArchiveEntry entry, int count, long unpacked) {
        if (count > ENTRIES_MOST) {
            throw Refusal.of(
                    file, "more than " + ENTRIES_MOST + " parts", "a spreadsheet, not a zip bomb");
        }
        if (unpacked > ALL_PARTS_BYTES_MOST) {
            throw Refusal.of(
                    file,
                    "parts of more than " + ALL_PARTS_BYTES_MOST + " bytes",
                    "a spreadsheet, not a zip bomb");
        }
        checkUnpacked(file, entry, entry.getSize());
    }

    /// By what has come out of it.
    static void checkUnpacked(Path file, ZipArchiveEntry entry, long bytes) {
        if (bytes > PART_BYTES_MOST) {
            throw Refusal.of(
                    file,
                    entry.getName() + " is larger than " + PART_BYTES_MOST + " bytes",
                    "a spreadsheet, not a zip bomb");
        }
        boolean dense = bytes / RATIO_MOST > entry.getCompressedSize();
        if (bytes > RATIO_COUNTS_FROM_BYTES && dense) {
            throw Refusal.of(
                    file,
                    entry.getName() + " unpacks to more than " + RATIO_MOST + " times its size",
                    "a spreadsheet, not a zip bomb");
        }
    }
}
