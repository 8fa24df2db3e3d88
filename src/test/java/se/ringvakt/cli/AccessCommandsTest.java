package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.Access;
import se.ringvakt.access.Login;

final class AccessCommandsTest {
    private static final String HOME = "192.0.2.1";

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void install() {
        shell = new Shell(folder);
    }

    @Test
    void aUserIsMadeWithAPasswordThatIsToldOnce() {
        JsonNode made =
                shell.ok(
                                "user",
                                "add",
                                "Anna",
                                "--role",
                                "supervisor",
                                "--display-name=A B",
                                "--json")
                        .json();

        String password = made.get("password").asText();
        assertThat(made.get("name").asText()).isEqualTo("anna");
        assertThat(login("anna", password)).isInstanceOf(Login.Ok.class);
        assertThat(shell.ok("user", "list").out())
                .contains("anna", "supervisor", "must change password", "A B")
                .doesNotContain(password);
        assertThat(shell.refused(ExitCode.REFUSED, "user", "add", "anna", "--role=auditor"))
                .contains("name: anna (expected: one that no user has)");
    }

    @Test
    void aPasswordMayBePipedIn() {
        withInput(
                        "en lång tall vid vägen\n",
                        "user",
                        "add",
                        "anna",
                        "--role=auditor",
                        "--password-stdin")
                .expect(ExitCode.OK);
        assertThat(login("anna", "en lång tall vid vägen")).isInstanceOf(Login.Ok.class);
        String refused =
                withInput("kort\n", "user", "password", "anna", "--password-stdin")
                        .expect(ExitCode.REFUSED)
                        .err();
        assertThat(refused).contains("password: 4 characters (expected: 12 to 256)");
        withInput("", "user", "password", "anna", "--password-stdin").expect(ExitCode.USAGE);
    }

    @Test
    void roleStatePasswordAndSessionsAreChangedByName() {
        String first = password("user", "add", "anna", "--role=administrator");
        password("user", "add", "bo", "--role=administrator");
        login("anna", first);
        assertThat(shell.ok("user", "sessions", "anna").out()).contains(HOME);
        assertThat(shell.ok("user", "sessions", "anna", "--end").out()).contains("ended");
        shell.run("user", "sessions", "anna").expect(ExitCode.NO);

        assertThat(shell.ok("user", "role", "anna", "agent-api").out())
                .contains("user anna is agent-api");
        assertThat(shell.ok("user", "disable", "anna").out()).contains("user anna is disabled");
        assertThat(login("anna", first)).isInstanceOf(Login.Disabled.class);
        shell.ok("user", "enable", "anna");
        String second = password("user", "password", "anna");
        assertThat(login("anna", first)).isInstanceOf(Login.Wrong.class);
        assertThat(login("anna", second)).isInstanceOf(Login.Ok.class);

        assertThat(shell.refused(ExitCode.REFUSED, "user", "disable", "bo"))
                .contains("the last administrator");
    }

    @Test
    void whatIsMistypedIsRefusedInOneLine() {
        assertThat(shell.refused(ExitCode.USAGE, "user", "add", "anna", "--role", "boss"))
                .contains("--role: boss (expected: agent-api, supervisor, administrator, auditor)");
        assertThat(shell.refused(ExitCode.USAGE, "user", "add", "a b", "--role", "auditor"))
                .contains("name: 'a b' (expected: 2 to 64 of a-z, 0-9, . _ @ -)");
        assertThat(shell.refused(ExitCode.REFUSED, "user", "role", "nobody", "auditor"))
                .contains("user: nobody (expected: one that there is)");
        shell.refused(ExitCode.REFUSED, "user", "sessions", "nobody");
        shell.refused(ExitCode.USAGE, "token", "create", "x", "--right=fly");
        shell.refused(ExitCode.USAGE, "token", "create", "x", "--right=see", "--expires=soon");
        shell.refused(ExitCode.USAGE, "token", "create", "x", "--right=see", "--expires=P9Y");
        shell.refused(ExitCode.USAGE, "token", "create", "X Y", "--right=see");
        shell.refused(ExitCode.REFUSED, "token", "revoke", "7");
        shell.refused(ExitCode.USAGE, "audit", "list", "--since", "yesterday");
    }

    @Test
    void aTokenIsMadeListedAndRevoked() {
        String secret =
                shell.ok("token", "create", "dialler", "--right=explain,dial", "--json")
                        .json()
                        .get("secret")
                        .asText();
        assertThat(access().tokens().caller(secret, HOME)).isPresent();
        assertThat(shell.ok("token", "list").out())
                .contains("dialler", "good", "2027-02-21", "explain dial", "system:kim")
                .doesNotContain(secret);

        assertThat(shell.ok("token", "revoke", "1").out()).contains("token 1 is revoked");

        assertThat(access().tokens().caller(secret, HOME)).isEmpty();
        shell.run("token", "revoke", "1").expect(ExitCode.NO);
        assertThat(shell.ok("token", "list").out()).contains("revoked");
    }

    @Test
    void whatIsChangedByCommandsIsOnRecordWithMaskedNumbers() {
        shell.furnish();
        shell.ok("campaign", "apply", folder.resolve("campaigns.yaml").toString());
        shell.write("c.yaml", Shell.CAMPAIGNS.replace("2026-12-31", "2026-12-30"));
        shell.ok("campaign", "apply", folder.resolve("c.yaml").toString());
        shell.ok("block", "add", "070-174 06 05", "--who=anna");
        shell.ok("block", "remove", "070-174 06 05", "--reason=asked to");
        shell.ok("stop", "--campaign=el-2026", "--reason=<b>fel</b>");
        shell.ok("resume", "--campaign=el-2026");
        shell.run("resume");

        List<String> actions = new ArrayList<>();
        JsonNode all = shell.ok("audit", "list", "--json").json();
        all.forEach(entry -> actions.add(entry.get("action").asText()));

        assertThat(actions)
                .containsExactly(
                        "principal.add",
                        "campaign.add",
                        "register.import",
                        "campaign.change",
                        "block.add",
                        "block.remove",
                        "stop",
                        "resume");
        JsonNode change = all.get(3);
        assertThat(change.at("/before/last-day").asText()).isEqualTo("2026-12-31");
        assertThat(change.at("/after/last-day").asText()).isEqualTo("2026-12-30");
        assertThat(all.get(4).get("who").asText()).isEqualTo("system:anna (kim)");
        assertThat(all.get(4).get("subject").asText()).isEqualTo("+4670174xxxx");
        assertThat(all.toString()).doesNotContain("740605", "74 06 05");
        assertThat(shell.ok("audit", "list", "--action=stop").out())
                .contains("system:kim  stop el-2026", "(<b>fel</b>)")
                .hasLineCount(1);
        assertThat(shell.ok("audit", "list", "--who=system:eve").out()).isEmpty();
        assertThat(shell.ok("audit", "list", "--until=2026-11-23").out()).isEmpty();
        assertThat(shell.ok("audit", "list", "--subject=el-2026").out()).hasLineCount(4);
    }

    private Login login(String name, String password) {
        return access().logins().login(name, password, HOME);
    }

    private Access access() {
        return shell.site.access();
    }

    private String password(String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.add("--json");
        return shell.ok(line.toArray(String[]::new)).json().get("password").asText();
    }

    private Shell.Result withInput(String text, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return shell.run(args);
        } finally {
            System.setIn(before);
        }
    }
}
