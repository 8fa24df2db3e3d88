package se.ringvakt.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import se.ringvakt.lab.LedgerFile.Attempt;
import se.ringvakt.lab.LedgerFile.Denial;
import se.ringvakt.lab.LedgerFile.Outcome;

/// All calls that were placed, and what came of each, as a table.
final class CallTable {
    private static final String HEAD =
            """
            | call | placed by | dialled | gate | verdict | INVITEs | agent's phone | outcome |
            |---|---|---|---|---|---|---|---|
            """;

    private CallTable() {}

    /// Writes it to a file and to standard output.
    static void write(List<Call> calls, Path file) {
        String table = HEAD + calls.stream().map(CallTable::row).collect(Collectors.joining());
        try {
            Files.writeString(file, "# Calls played in the lab\n\n" + table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(table);
    }

    private static String row(Call call) {
        Dial dial = call.dial();
        List<String> cells = new ArrayList<>();
        cells.add(dial.name());
        cells.add(dial.from());
        cells.add(dial.number());
        cells.add(call.asked().name());
        cells.add(verdict(call));
        List<String> trunks = call.trunks();
        cells.add(trunks.isEmpty() ? "none" : String.join(", ", trunks));
        cells.add(dial.isFromPhone() ? call.heard().toString() : "");
        cells.add(call.attempts().stream().map(CallTable::outcome).collect(Collectors.joining()));
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String verdict(Call call) {
        if (!call.attempts().isEmpty()) {
            return "allowed";
        }
        String reasons =
                call.denials().stream().map(Denial::reasons).collect(Collectors.joining(" / "));
        return reasons.isEmpty() ? "none recorded" : reasons;
    }

    private static String outcome(Attempt attempt) {
        return attempt.outcome().map(CallTable::outcome).orElse("open");
    }

    private static String outcome(Outcome outcome) {
        StringBuilder words = new StringBuilder(outcome.status());
        words.append(outcome.counted() ? ", counted" : ", released");
        outcome.rangMillis().ifPresent(ms -> words.append(", rang ").append(ms).append(" ms"));
        if (!outcome.breach().equals("none")) {
            words.append(", ").append(outcome.breach());
        }
        return words.toString();
    }
}
