package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import se.ringvakt.site.InstalledSite;

/// An installation in the Netherlands, every part real and on disk. Its numbers are made up here:
/// 06 and one digit eight times.
final class NetherlandsInstalledTest {
    private static final String LISTED = mobile('3');
    private static final String OTHER = mobile('4');
    private static final String CALLER_ID = "020" + "5".repeat(7);

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2021-06-29T10:00:00Z");

    private static String mobile(char digit) {
        return "06" + String.valueOf(digit).repeat(8);
    }

    @BeforeEach
    void install() throws IOException {
        settings("020");
        write(
                "campaigns.yaml",
                """
                principals:
                  - id: energie
                    name: Energie BV
                  - id: goed-doel
                    name: Stichting Goed Doel
                    caller-type: charity
                campaigns:
                """
                        + campaign("stroom", "energie", "sales")
                        + campaign("gift", "goed-doel", "fundraising"));
        run(ExitCode.OK, "campaign", "apply", path("campaigns.yaml"));
    }

    private static String campaign(String id, String principal, String purpose) {
        return """
          - id: %s
            principal: %s
            purpose: %s
            first-day: 2021-01-01
            last-day: 2027-12-31
            caller-ids:
              - number: %s
                call-back: true
        """
                .formatted(id, principal, purpose, CALLER_ID);
    }

    @Test
    void theLawChangesTwiceWithNobodysHelp() throws IOException {
        write("bmnr.txt", LISTED + "\n+31" + mobile('8').substring(1) + "\n");
        run(ExitCode.OK, "register", "import", path("bmnr.txt"), "--updated", "2021-06-28");
        assertThat(check(ExitCode.OK, OTHER, "stroom")).startsWith("ALLOWED");
        assertThat(check(ExitCode.NO, LISTED, "stroom")).contains("LISTED");

        now = Instant.parse("2021-07-01T10:00:00Z");
        assertThat(check(ExitCode.NO, OTHER, "stroom"))
                .contains("NO_CONSENT")
                .doesNotContain("LISTED", "REGISTER_STALE");
        run(ExitCode.OK, "consent", "add", LISTED, "--principal=energie", "--proof=form-1");
        assertThat(check(ExitCode.OK, LISTED, "stroom")).startsWith("ALLOWED");
        run(ExitCode.OK, "customer", "add", OTHER, "--principal=energie", "--since=2020-01-01");
        run(ExitCode.OK, "customer", "add", OTHER, "--principal=goed-doel", "--since=2020-01-01");
        assertThat(check(ExitCode.OK, OTHER, "stroom")).startsWith("ALLOWED");

        now = Instant.parse("2026-07-01T10:00:00Z");
        assertThat(check(ExitCode.NO, OTHER, "stroom")).contains("NO_CONSENT");
        assertThat(check(ExitCode.OK, OTHER, "gift")).startsWith("ALLOWED");
        assertThat(check(ExitCode.OK, LISTED, "stroom")).startsWith("ALLOWED");
    }

    @Test
    void aSwedishNumberIsForeignAndInNoDutchRegister() throws IOException {
        assertThat(check(ExitCode.NO, "+46 70 174 06 05", "stroom")).contains("FOREIGN_NUMBER");
        write("swedish.txt", "+46701740605\n");
        run(ExitCode.REFUSED, "register", "import", path("swedish.txt"), "--updated", "2021-06-28");
        assertThat(err.toString()).contains("1 of 1 lines hold no number of +31");
    }

    @Test
    void theCallerTypeIsOnRecordAndShown() {
        assertThat(run(ExitCode.OK, "campaign", "apply", path("campaigns.yaml")))
                .contains("nothing to change");
    }

    @Test
    void aForeignDefaultAreaCodeIsRefused() throws IOException {
        settings("08");
        run(ExitCode.REFUSED, "config", "check");
        assertThat(err.toString())
                .contains("08 (expected: an area code of +31 as dialled, such as 010)");
    }

    private void settings(String areaCode) throws IOException {
        write(
                "ringvakt.yaml",
                """
                state: state
                policy: netherlands
                numbers:
                  default-area-code: "%s"
                registers:
                  - name: bmnr
                """
                        .formatted(areaCode));
    }

    private String check(ExitCode expected, String number, String campaign) {
        return run(expected, "check", number, "--campaign", campaign);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String run(ExitCode expected, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Host host =
                new Host(
                        file -> InstalledSite.open(file, () -> now),
                        Map.of(Host.CONFIG_VARIABLE, path("ringvakt.yaml")),
                        "kim",
                        false);
        CommandLine commands =
                Ringvakt.commands(host).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(commands.execute(args)).as(out + "" + err).isEqualTo(expected.code());
        return out.toString();
    }
}
