package se.ringvakt.cli;

import java.util.Map;
import se.ringvakt.register.ListKind;
import se.ringvakt.site.ListEdits;
import se.ringvakt.site.Site;

/// Adds one entry of a list, given by the options of a command.
final class Entries {
    private final Common common;
    private final Who who;
    private final Output output;

    Entries(Common common, Who who, Output output) {
        this.common = common;
        this.who = who;
        this.output = output;
    }

    private record Result(boolean changed, Map<String, String> entry) {}

    /// Checks and adds an entry; its fields are those of a CSV file's line.
    int add(ListKind kind, Map<String, String> fields) {
        try (Site site = common.open()) {
            ListEdits.Added added = new ListEdits(site).add(kind, fields, who.act("add"));
            output.print(
                    new Result(added.changed(), added.fields()),
                    (result, out) ->
                            out.println(result.changed() ? "recorded" : standsAlready(kind)));
        }
        return ExitCode.OK.code();
    }

    private static String standsAlready(ListKind kind) {
        return "stands there already"
                + (kind == ListKind.BLOCKS ? ", for as long or longer" : "")
                + "; nothing was changed";
    }
}
