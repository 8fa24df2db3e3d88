package se.ringvakt.view;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.ringvakt.register.ImportReport;
import se.ringvakt.register.RegisterVersion;

/// What an import did, as it is printed.
///
/// @param effect first, newer, correction, unchanged or repaired
/// @param passedOver lines that hold no number of the country
/// @param firstPassedOver the first few of them, masked
public record ImportView(
        String register,
        String effect,
        String inForce,
        Optional<String> former,
        String updated,
        String coverage,
        long numbers,
        Optional<Long> numbersBefore,
        long lines,
        long duplicates,
        long passedOver,
        List<String> firstPassedOver) {

    public static ImportView of(ImportReport report) {
        RegisterVersion version = report.inForce();
        return new ImportView(
                version.register(),
                report.effect().name().toLowerCase(Locale.ROOT),
                version.id(),
                report.former().map(RegisterVersion::id),
                version.updated().toString(),
                version.coverage().toString(),
                version.count(),
                report.former().map(RegisterVersion::count),
                report.lines(),
                report.duplicates(),
                report.unparsable(),
                report.firstUnparsable().stream().map(Object::toString).toList());
    }

    public void text(PrintWriter out) {
        out.println(register + ": " + inForce + " is in force" + meaning());
        Table table =
                new Table()
                        .row("update date", updated)
                        .row("areas", coverage)
                        .row(
                                "numbers",
                                numbers + numbersBefore.map(n -> ", before " + n).orElse(""))
                        .row("lines", Long.toString(lines))
                        .row("duplicates", Long.toString(duplicates))
                        .row("passed over", passedOver + (passedOver == 0 ? "" : ", first:"));
        table.print(out, "  ");
        firstPassedOver.forEach(line -> out.println("    " + line));
    }

    private String meaning() {
        return switch (effect) {
            case "first" -> ", the first version";
            case "newer" -> ", after " + former.orElse("none");
            case "correction" -> ", instead of " + former.orElse("none") + " of the same date";
            case "repaired" -> "; its stored file was damaged and is written anew";
            default -> " already; nothing was changed";
        };
    }
}
