package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.CampaignId;
import se.ringvakt.ledger.CampaignStore.Then;
import se.ringvakt.ledger.sql.SqlCampaignStore;

/// The campaigns of an installation from before it was kept since when each stands.
final class CampaignHistoryMigrationTest {
    private static final CampaignId CAMPAIGN = new CampaignId("el-2026");

    @TempDir private Path folder;

    @Test
    void campaignsFromBeforeStandFromTheMigrationOn() throws SQLException {
        old(
                "INSERT INTO principal (id, revision, name, caller_type) VALUES ('p', 1, 'P', 'ORDINARY')");
        old(
                "INSERT INTO campaign (id, revision, principal, purpose, first_day, last_day,"
                        + " about_business, foreign_numbers)"
                        + " VALUES ('el-2026', 1, 'p', 'SALES', '2026-01-01', '2026-12-31', 0, 0)");

        long beforeMillis = System.currentTimeMillis();
        try (SqliteDatabase database = open()) {
            long afterMillis = System.currentTimeMillis();
            SqlCampaignStore store = new SqlCampaignStore(database, InstantSource.system());
            Then earlier = store.at(Instant.EPOCH);
            assertThat(earlier.campaigns().find(CAMPAIGN)).isPresent();
            assertThat(earlier.recorded().orElseThrow().toEpochMilli())
                    .isBetween(beforeMillis - 1, afterMillis);
        }
    }

    @Test
    void anInstallationWithoutCampaignsHasNothingOnRecord() throws SQLException {
        old("SELECT 1");
        try (SqliteDatabase database = open()) {
            SqlCampaignStore store = new SqlCampaignStore(database, InstantSource.system());
            assertThat(store.at(Instant.EPOCH).recorded()).isEmpty();
        }
    }

    private SqliteDatabase open() {
        return SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
    }

    /// In the schema of before.
    private void old(String sql) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/sqlite")
                .target("16")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = 0x52564b54");
            statement.execute(sql);
        }
    }
}
