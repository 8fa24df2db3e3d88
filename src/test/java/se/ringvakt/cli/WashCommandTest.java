package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("StringConcatToTextBlock") // Line ends are part of what is tested.
final class WashCommandTest {
    @TempDir private Path folder;
    private Shell shell;
    private Path list;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        shell = new Shell(folder);
        // As a spreadsheet in Swedish saves it.
        list =
                Files.write(
                        folder.resolve("lista.csv"),
                        """
                        Namn;Telefon;Ort
                        Åsa;070-174 06 05;Mora
                        Örjan;070-174 06 50;Orsa
                        Eva;+46 70 174 06 07;Sälen
                        Per;okänt;Falun
                        """
                                .replace("\n", "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        out = folder.resolve("tvättad.csv");
        shell.furnish();
    }

    private String[] wash(String... options) {
        List<String> line =
                new ArrayList<>(
                        List.of("wash", list.toString(), out.toString(), "--column", "telefon"));
        line.addAll(List.of(options));
        return line.toArray(String[]::new);
    }

    private String washed() throws IOException {
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    @Test
    void removesListedNumbersAndSaysWhatItDid() throws IOException {
        String said = shell.ok(wash("--mode", "remove")).out();
        assertThat(washed())
                .isEqualTo(
                        "Namn;Telefon;Ort\r\nÅsa;070-174 06 05;Mora\r\n"
                                + "Eva;+46 70 174 06 07;Sälen\r\nPer;okänt;Falun\r\n");
        assertThat(said)
                .contains("tvättad.csv: 3 of 4 rows; may be used until 2027-01-19\n")
                .containsPattern("free +2\n")
                .containsPattern("stop +1\n +LISTED +1\n")
                .containsPattern("unreadable +1\n +NO_NUMBER +1\n")
                .containsPattern("against +nix@2026-11-20-[0-9a-f]{8}\n")
                .contains("line 5, Telefon: 'okänt': no number\n");
    }

    @Test
    void marksThemAndSaysItAsJson() throws IOException {
        JsonNode json = shell.ok(wash("--mode", "mark", "--json", "--who", "anna")).json();
        assertThat(washed())
                .startsWith("Namn;Telefon;Ort;ringvakt_status;ringvakt_reason;ringvakt_until\r\n")
                .contains("Orsa;STOP;LISTED;\r\n", "Falun;UNREADABLE;NO_NUMBER;\r\n");
        assertThat(json.at("/numbers/FREE").asInt()).isEqualTo(2);
        assertThat(json.at("/stopped/LISTED").asInt()).isEqualTo(1);
        assertThat(json.path("validUntil").asText()).isEqualTo("2027-01-19");
        assertThat(json.path("who").asText()).isEqualTo("anna");
        assertThat(json.at("/out/sha256").asText()).hasSize(64);
    }

    @Test
    void aPrincipalsBlocksAndConsentsCountForItAlone() throws IOException {
        shell.ok("block", "add", "0701740605", "--list", "principal", "--principal", "elbolaget");
        shell.ok(
                "consent",
                "add",
                "0701740650",
                "--principal",
                "elbolaget",
                "--proof",
                "form 1",
                "--given",
                "2026-11-01");
        shell.ok(wash("--mode", "remove"));
        assertThat(washed()).contains("Åsa").doesNotContain("Örjan");
        for (String option : List.of("--principal=elbolaget", "--campaign=el-2026")) {
            shell.ok(wash("--mode", "remove", "--force", option));
            assertThat(washed()).as(option).contains("Örjan").doesNotContain("Åsa");
        }
    }

    @Test
    void splitsOffWhatItCannotRead() throws IOException {
        Path rejects = folder.resolve("rest.csv");
        shell.ok(
                wash("--mode", "remove", "--unreadable", "split", "--rejects", rejects.toString()));
        assertThat(Files.readString(rejects, StandardCharsets.ISO_8859_1))
                .isEqualTo("Namn;Telefon;Ort\r\nPer;okänt;Falun\r\n");
        assertThat(washed()).doesNotContain("okänt");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertThat(shell.refused(ExitCode.USAGE, wash("--mode", "remove", "--unreadable", "split")))
                .contains("--rejects: missing (expected: a file with --unreadable split");
        assertThat(shell.refused(ExitCode.USAGE, wash("--mode", "remove", "--register", "own")))
                .contains("--register: own (expected: one of nix)");
        assertThat(shell.refused(ExitCode.USAGE, wash())).contains("--mode");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        assertThat(shell.refused(ExitCode.REFUSED, wash("--mode", "remove", "--column", "mobil")))
                .contains("column 'mobil': not there (expected: one of Namn, Telefon, Ort;");
        Files.write(list, new byte[] {'P', 'K', 3, 4, 0});
        assertThat(shell.refused(ExitCode.REFUSED, wash("--mode", "remove")))
                .contains("lista.csv: ");
        Files.delete(list);
        assertThat(shell.refused(ExitCode.REFUSED, wash("--mode", "remove")))
                .contains("lista.csv: no such file");
        assertThat(out).doesNotExist();
    }

    @Test
    void aRegisterTooOldWashesNothing() {
        shell.site.now = TestSite.NOON.plusSeconds(60L * 86_400);
        assertThat(shell.refused(ExitCode.REFUSED, wash("--mode", "remove")))
                .contains("register: nix of 2026-11-20 is too old to be used today");
        assertThat(out).doesNotExist();
    }
}
