package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.call.AttemptId;
import se.ringvakt.gate.Eraser;
import se.ringvakt.ledger.Recordings.Erasure;
import se.ringvakt.ledger.Recordings.Recorded;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `recordings list`: the calls that may be recorded, and what was erased.
@Command(
        name = "list",
        description = "List the recordings consented to, newest first, and what was erased.")
final class RecordingsListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(names = "--attempt", paramLabel = "ID", description = "Only that attempt's.")
    private Optional<Long> attempt = Optional.empty();

    RecordingsListCommand(Host host) {
        common = new Common(host);
    }

    /// One recording as it is printed.
    ///
    /// @param keptTo when it is due to be erased
    private record Row(
            long attempt,
            OffsetDateTime consented,
            String file,
            OffsetDateTime keptTo,
            Optional<Erased> erased) {}

    /// @param gone the file was not there any more
    private record Erased(OffsetDateTime at, String by, boolean gone, OptionalLong bytes) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<Row> rows =
                    site.recordings().list(attempt.map(AttemptId::new)).stream()
                            .map(recorded -> row(recorded, site))
                            .toList();
            output.print(rows, RecordingsListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static Row row(Recorded recorded, Site site) {
        return new Row(
                recorded.consented().attempt().value(),
                time(recorded.consented().at(), site),
                recorded.consented().file(),
                time(
                        Eraser.due(
                                recorded.consented(), site.recordingSettings().keep(), site.zone()),
                        site),
                recorded.erasure().map(erasure -> erased(erasure, site)));
    }

    private static Erased erased(Erasure erasure, Site site) {
        return new Erased(
                time(erasure.at(), site), erasure.by(), erasure.bytes().isEmpty(), erasure.bytes());
    }

    private static OffsetDateTime time(Instant instant, Site site) {
        return instant.atZone(site.zone()).toOffsetDateTime();
    }

    private static void text(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("no recording was consented to");
            return;
        }
        Table table = Table.of("ATTEMPT", "CONSENTED", "KEPT TO", "FILE", "ERASED");
        for (Row row : rows) {
            table.row(
                    Long.toString(row.attempt()),
                    Times.shown(row.consented().toZonedDateTime()),
                    Times.shown(row.keptTo().toZonedDateTime()),
                    row.file(),
                    row.erased().map(RecordingsListCommand::erased).orElse("-"));
        }
        table.print(out);
    }

    private static String erased(Erased erased) {
        return Times.shown(erased.at().toZonedDateTime())
                + " by "
                + erased.by()
                + (erased.bytes().isPresent()
                        ? ", " + erased.bytes().getAsLong() + " bytes"
                        : ", was already gone");
    }
}
