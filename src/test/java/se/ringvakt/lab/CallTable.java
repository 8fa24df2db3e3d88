package se.ringvakt.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /// A call with what the ledger and the carriers have of it.
    private record Line(Call call, List<Attempt> attempts, List<Denial> denials) {
        static Line of(Call call) {
            return new Line(call, call.attempts(), call.denials());
        }

        boolean mayHaveSent(Invite invite) {
            return call.dial().wire().equals(invite.number()) && !call.begun().isAfter(invite.at());
        }

        boolean isAllowed() {
            return !attempts.isEmpty();
        }
    }

    private final List<Line> lines;
    private final List<Invite> invites;

    private CallTable(List<Call> calls, List<Invite> invites) {
        this.lines = calls.stream().map(Line::of).toList();
        this.invites = invites;
    }

    /// Writes it to a file and to standard output.
    static void write(List<Call> calls, List<Invite> invites, Path file) {
        CallTable table = new CallTable(calls, invites);
        String text = HEAD + table.lines.stream().map(table::row).collect(Collectors.joining());
        try {
            Files.writeString(file, "# Calls played in the lab\n\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(text);
    }

    private String row(Line line) {
        Dial dial = line.call().dial();
        return Stream.of(
                        dial.name(),
                        dial.from(),
                        dial.number(),
                        line.call().asked().name(),
                        verdict(line),
                        trunks(line),
                        line.call().heardSoFar(),
                        line.attempts().stream()
                                .map(CallTable::outcome)
                                .collect(Collectors.joining("; ")))
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String trunks(Line line) {
        String trunks =
                invites.stream()
                        .filter(invite -> sender(invite).filter(line::equals).isPresent())
                        .map(Invite::trunk)
                        .collect(Collectors.joining(", "));
        return trunks.isEmpty() ? "none" : trunks;
    }

    /// Of several calls to one number an INVITE is that one's which was allowed last, if any was.
    private Optional<Line> sender(Invite invite) {
        return lines.stream()
                .filter(line -> line.mayHaveSent(invite))
                .max(Comparator.comparing(Line::isAllowed).thenComparing(l -> l.call().begun()));
    }

    private static String verdict(Line line) {
        if (line.isAllowed()) {
            return "allowed";
        }
        String reasons =
                line.denials().stream().map(Denial::reasons).collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "none" : reasons;
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
