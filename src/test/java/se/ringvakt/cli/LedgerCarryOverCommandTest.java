package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.ConfigException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.site.InstalledSite;

final class LedgerCarryOverCommandTest {
    private static final CampaignId CAMPAIGN = new CampaignId("el-2026");
    private static final PhoneNumber NUMBER = Samples.number(0);

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
    }

    @Test
    void whatTheFormerLedgerKnewIsKnownAfterwards() {
        rememberACall();
        nameASharedLedger();
        assertThatThrownBy(this::callsToday)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "ledger.db is there, and ledger.url names another"
                                + " (expected: ringvakt ledger carry-over");

        assertThat(shell.ok("ledger", "carry-over").out())
                .containsPattern("attempt +1")
                .doesNotContain("wash")
                .contains("the former ledger is kept as ", "ledger.db.carried-over");

        assertThat(callsToday()).isEqualTo(1);
        assertThat(auditActions()).contains("ledger.carry-over");
        assertThat(folder.resolve("state/ledger.db")).doesNotExist();
        assertThat(folder.resolve("state/ledger.db.carried-over")).exists();
        assertThat(shell.refused(ExitCode.REFUSED, "ledger", "carry-over"))
                .contains("ledger.db: not found (expected: a ledger's file)");
    }

    /// A stop in a new ledger would stop nobody, and a gate on it would call everybody once more.
    @Test
    void withoutItsUrlAFolderOfASharedLedgerGetsNoNewOne() {
        nameASharedLedger();
        assertThat(callsToday()).isZero();
        shell.write("ringvakt.yaml", "state: state\n");

        assertThatThrownBy(this::callsToday)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ledger.url: empty")
                .hasMessageContaining(
                        "ledger.installation says that this folder belongs to a shared ledger");
        assertThat(folder.resolve("state/ledger.db")).doesNotExist();
    }

    /// As after a carrying over that failed.
    @Test
    void withoutTheUrlALedgerThatIsThereIsUsedAgain() throws IOException {
        rememberACall();
        Files.writeString(folder.resolve("state/ledger.installation"), "theirs\n");

        assertThat(callsToday()).isEqualTo(1);
    }

    @Test
    void withoutAnotherLedgerThereIsNothingToDo() {
        rememberACall();
        assertThat(shell.refused(ExitCode.REFUSED, "ledger", "carry-over"))
                .contains("ledger.url: empty (expected: the ledger to carry over to)");
        assertThat(callsToday()).isEqualTo(1);
    }

    @Test
    void aGateThatRunsIsLeftAlone() {
        rememberACall();
        nameASharedLedger();
        try (StateLock _ = StateLock.take(folder.resolve("state"))) {
            assertThat(shell.refused(ExitCode.REFUSED, "ledger", "carry-over"))
                    .contains("another gate runs on it (expected: one); stop it first");
        }
        assertThat(folder.resolve("state/ledger.db")).exists();
    }

    private void rememberACall() {
        try (InstalledSite site = site()) {
            assertThat(
                            site.ledger()
                                    .append(
                                            site.ledger().history(NUMBER),
                                            Samples.attempt(1L << 40, NUMBER, Samples.NOW)))
                    .isTrue();
        }
    }

    private int callsToday() {
        try (InstalledSite site = site()) {
            return (int)
                    site.ledger().history(NUMBER).counted().stream()
                            .filter(each -> each.campaign().equals(CAMPAIGN))
                            .count();
        }
    }

    private List<String> auditActions() {
        try (InstalledSite site = site()) {
            return site.access().audit().page(AuditSearch.ALL, OptionalLong.empty(), 10).stream()
                    .map(noted -> noted.entry().action())
                    .toList();
        }
    }

    private InstalledSite site() {
        return InstalledSite.open(folder.resolve("ringvakt.yaml"), InstantSource.system());
    }

    private void nameASharedLedger() {
        PostgresSettings shared = PostgresServer.shared().ledger(folder.resolve("mark"));
        shell.write(
                "ringvakt.yaml",
                """
                state: state
                agi: {decision-time: 3s}
                ledger: {url: 'postgresql://%s/%s', user: %s, password-file: %s, append-time: 3s}
                """
                        .formatted(
                                shared.servers().getFirst(),
                                shared.database(),
                                shared.user(),
                                shared.passwordFile().orElseThrow()));
    }
}
