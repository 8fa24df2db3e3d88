package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import se.ringvakt.lint.Audit;
import se.ringvakt.lint.Fault;
import se.ringvakt.lint.Fault.Severity;
import se.ringvakt.lint.Finding;
import se.ringvakt.lint.Place;

/// What an audit of a dialplan found, as it is printed.
record LintView(
        List<Row> findings, long errors, long warnings, int contexts, int steps, int trunkDials) {

    /// One finding.
    ///
    /// @param file or, in a live dialplan, the context
    /// @param line or the priority; 0: of the context itself
    /// @param extension of a live dialplan; else empty
    record Row(
            String code,
            String severity,
            String file,
            int line,
            String extension,
            String stands,
            String detail,
            String why,
            String mend) {

        static Row of(Finding finding) {
            Fault fault = finding.fault();
            return new Row(
                    fault.code(),
                    fault.severity().name().toLowerCase(Locale.ROOT),
                    finding.place().where(),
                    finding.place().line(),
                    finding.place() instanceof Place.InSwitch live ? live.extension() : "",
                    finding.stands(),
                    finding.detail(),
                    fault.why(),
                    fault.mend());
        }

        private void text(PrintWriter out) {
            String where = extension.isEmpty() ? Integer.toString(line) : extension + "," + line;
            out.println("  " + where + ": " + severity + " " + code + ": " + stands);
            out.println("      " + why + (detail.isEmpty() ? "" : " (" + detail + ")"));
            out.println("      mend: " + mend);
        }
    }

    static LintView of(Audit.Result result) {
        return new LintView(
                result.findings().stream().map(Row::of).toList(),
                result.count(Severity.ERROR),
                result.count(Severity.WARNING),
                result.contexts(),
                result.steps(),
                result.trunkDials());
    }

    void text(PrintWriter out) {
        String file = "";
        for (Row row : findings) {
            if (!row.file.equals(file)) {
                out.println(row.file);
                file = row.file;
            }
            row.text(out);
        }
        out.printf(
                Locale.ROOT,
                "errors %d, warnings %d; read: contexts %d, steps %d, dials on a trunk %d%n",
                errors,
                warnings,
                contexts,
                steps,
                trunkDials);
        if (trunkDials == 0) {
            out.println("no trunk was seen to be dialled; name yours: --trunk PJSIP/carrier-a");
        }
    }
}
