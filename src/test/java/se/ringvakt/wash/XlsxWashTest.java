package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static se.ringvakt.wash.Spreadsheet.lines;
import static se.ringvakt.wash.Spreadsheet.part;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

class XlsxWashTest {
    private static final String[] LIST = {
        "Namn;Telefon;Ort",
        "Ann;070-174 06 05;Lund",
        "Bo;0701740606;Ystad",
        "Cia;inget;Ystad",
        "Di;+46701740607;Umeå"
    };

    @TempDir private Path folder;
    private Path in;
    private Path out;
    private Path rejects;

    @BeforeEach
    void files() {
        in = folder.resolve("in.xlsx");
        out = folder.resolve("out.xlsx");
        rejects = folder.resolve("rejects.xlsx");
    }

    @Test
    void removesListedRowsAndClosesTheGaps() {
        new Spreadsheet().table(LIST).write(in);
        WashReport report = wash(Mode.REMOVE, "Telefon");
        assertThat(lines(out))
                .containsExactly(
                        "Namn;Telefon;Ort",
                        "Ann;070-174 06 05;Lund",
                        "Cia;inget;Ystad",
                        "Di;+46701740607;Umeå");
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.kept()).isEqualTo(3);
        assertThat(report.numbers())
                .containsOnly(
                        entry(Status.FREE, 2L),
                        entry(Status.STOP, 1L),
                        entry(Status.UNREADABLE, 1L));
        assertThat(report.stopped()).containsOnly(entry(Reason.LISTED, 1L));
        assertThat(report.firstUnreadable())
                .containsExactly(
                        new WashReport.BadCell(4, "Telefon", "inget", Trouble.NO_NUMBER.words()));
    }

    @Test
    void marksBehindTheLastColumn() {
        new Spreadsheet().table(LIST).write(in);
        wash(Mode.MARK, "telefon");
        assertThat(lines(out))
                .containsExactly(
                        "Namn;Telefon;Ort;ringvakt_status;ringvakt_reason;ringvakt_until",
                        "Ann;070-174 06 05;Lund;FREE;;2026-12-31",
                        "Bo;0701740606;Ystad;STOP;LISTED",
                        "Cia;inget;Ystad;UNREADABLE;NO_NUMBER",
                        "Di;+46701740607;Umeå;FREE;;2026-12-31");
        assertThat(part(out, Spreadsheet.SHEET)).contains("<dimension ref=\"A1:F5\"/>");
    }

    private WashReport wash(Mode mode, String... columns) {
        return wash(mode, Several.ANY, Unreadable.KEEP, columns);
    }

    private WashReport wash(Mode mode, Several several, Unreadable unreadable, String... columns) {
        var request =
                new WashRequest(
                        in,
                        out,
                        List.of(columns),
                        mode,
                        several,
                        unreadable,
                        unreadable == Unreadable.SPLIT ? Optional.of(rejects) : Optional.empty(),
                        true);
        return XlsxWash.run(request, new OddEven(), RowProgress.NONE);
    }
}
