package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;

/// Two gates on one PostgreSQL: one watches the switch, and the other permits while that one has
/// nothing to say.
@LabTest
class OtherGatesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String NUMBER = "0701740605";
    private static final String PAST = "0701740653";

    private final Lab lab;
    private final PostgresServer server = PostgresServer.shared();
    private String database = "";
    private Supervised watching;
    private GateProcess permitting;

    OtherGatesTest(Lab lab) {
        this.lab = lab;
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        database = server.empty(folder.resolve("unused")).database();
        Map<String, String> shared =
                Map.of(
                        "ledger.url",
                        "postgresql://127.0.0.1:" + server.port() + "/" + database,
                        "ledger.user",
                        server.user(),
                        "ledger.password-file",
                        server.password().toString());
        Installation second = lab.another("permitting", Map.of(), shared);
        Path campaigns = second.folder().resolve("campaigns.yaml");
        if (!Files.exists(campaigns)) {
            throw new AssertionError("no " + campaigns);
        }
        second.command("campaign", "apply", campaigns.toString());
        second.importRegister(Installation.today());
        permitting = second.serve();

        Map<String, String> strict = new HashMap<>(shared);
        strict.put("watch.bypass", "hang-up");
        watching = Supervised.start(lab, "watching-shared", "ringvakt-strict", strict);
    }

    @AfterEach
    void stop() {
        lab.set("RV_SILENT_UNTIL", 0);
        lab.rx("channel request hangup all");
        watching.close();
        permitting.close();
    }

    @Test
    @Timeout(300)
    void aCallOfTheOtherGateIsWatchedLikeItsOwnAndADialPastBothIsHungUp() throws SQLException {
        lab.ask(
                new Asked("port closed", Ports.free(), Optional.empty()),
                new Asked("permits", permitting.asked("").address(), Optional.empty()));
        Call call =
                lab.place(Dial.phone(NUMBER).named("permitted by the other").agent(lab.agent()));
        assertThat(call.heard().verdict()).isEqualTo("answered 200");
        await("outcome")
                .atMost(PATIENCE)
                .until(() ->
                        text("SELECT sources || ' ' || answer FROM outcome")
                                .equals("HANDLER+EVENTS MET"));

        assertThat(text("SELECT count(*) FROM attempt")).isEqualTo("1");
        assertThat(text("SELECT count(*) FROM bypass")).isEqualTo("0");
        assertThat(watching.log()).doesNotContain("dial past the gate");

        lab.place(Dial.local(PAST).named("past both").with("--context", "lab-bypass"));
        await("dial past the gate")
                .atMost(PATIENCE)
                .until(() -> text("SELECT dialled || ' ' || hung_up FROM bypass").startsWith(PAST));
        assertThat(text("SELECT hung_up FROM bypass")).isEqualTo("1");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !lab.rx("core show channels concise").contains("PJSIP/trunk1"));
    }

    /// The first column of the only row; empty: there is none.
    private String text(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
