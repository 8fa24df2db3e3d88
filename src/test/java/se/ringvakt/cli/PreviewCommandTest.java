package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreviewCommandTest {
    @TempDir private Path folder;
    private Shell shell;
    private String list = "";

    @BeforeEach
    void furnish() {
        shell = new Shell(folder);
        shell.furnish();
        list =
                shell.write(
                                "list.csv",
                                """
                                namn,mobil,hem
                                a,0701740605,0701740606
                                b,0701740650,
                                c,0701740607,+46701740605
                                d,0701740651,rubbish
                                """)
                        .toString();
    }

    @Test
    void tellsHowManyCouldBeDialledAndWhyNotTheOthers() {
        assertThat(shell.ok("preview", list, "--column", "mobil", "--campaign", "el-2026").out())
                .contains(
                        "2 of 4 numbers could be dialled for el-2026 at"
                                + " Mon 2026-11-23 12:00:00 +01:00")
                .containsPattern("LISTED +2 ")
                .containsPattern("never, or nobody can tell +2\n")
                .contains("0 cells repeat a number, 0 hold none");
    }

    @Test
    void atAnotherTimeAndOverSeveralColumns() {
        JsonNode found =
                shell.ok(
                                "preview",
                                list,
                                "--column",
                                "mobil",
                                "--column",
                                "hem",
                                "--campaign",
                                "el-2026",
                                "--at",
                                "2026-12-24T12:00",
                                "--json")
                        .json();

        assertThat(found.at("/numbers").asInt()).isEqualTo(5);
        assertThat(found.at("/dialable").asInt()).isZero();
        assertThat(found.at("/primary/HOLIDAY").asInt()).isEqualTo(3);
        assertThat(found.at("/primary/LISTED").asInt()).isEqualTo(2);
        assertThat(found.at("/all/HOLIDAY").asInt()).isEqualTo(5);
        assertThat(found.at("/later/2026-12-25").asInt()).isEqualTo(3);
        assertThat(found.at("/never").asInt()).isEqualTo(2);
        assertThat(found.at("/repeated").asInt()).isEqualTo(1);
        assertThat(found.at("/unreadable").asInt()).isEqualTo(1);
        assertThat(shell.site.ledger.appended).isEmpty();
        assertThat(shell.ok("receipt", "list").out()).isEqualTo("no receipt\n");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(
                        shell.refused(
                                ExitCode.USAGE,
                                "preview",
                                list,
                                "--column",
                                "mobil",
                                "--campaign",
                                "x"))
                .contains("campaign: x (expected: one of el-2026)");
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "preview",
                                list,
                                "--column",
                                "fax",
                                "--campaign",
                                "el-2026"))
                .contains("fax", "namn", "mobil", "hem");
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "preview",
                                folder.resolve("gone.csv").toString(),
                                "--column",
                                "1",
                                "--campaign",
                                "el-2026"))
                .contains("gone.csv: no such file");
    }
}
