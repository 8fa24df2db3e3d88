package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Block;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Change;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;

/// Gates that read on from a revision before an upgrade must miss nothing after it.
final class ListRevisionMigrationTest {
    @TempDir private Path folder;

    @Test
    void changesAreCountedOnFromTheLastOneOfTheEarlierVersion() {
        Path file = folder.resolve("ledger.db");
        try (SqliteDatabase database = EmptyLedger.open(file)) {
            for (String sql :
                    List.of(
                            "DELETE FROM revision WHERE of = 'lists'",
                            "INSERT INTO list_act (who, at, act) VALUES ('anna', 1, 'add')",
                            "INSERT INTO list_change (revision, number, act)"
                                    + " VALUES (7, 46701740605, 1)",
                            "DROP TABLE check_count",
                            "DELETE FROM flyway_schema_history"
                                    + " WHERE CAST(version AS INTEGER) >= 18")) {
                database.write(handle -> handle.execute(sql));
            }
            database.read(handle -> handle.execute("PRAGMA user_version = 16"));
        }

        try (SqliteDatabase database = EmptyLedger.open(file)) {
            SqlNumberLists lists = new SqlNumberLists(database, () -> Samples.NOW);
            assertThat(lists.revision()).isEqualTo(7);
            lists.add(
                    Stream.of(
                            new NumberBlock(
                                    Samples.number(1),
                                    new Block(
                                            Block.List.CENTRE,
                                            Optional.empty(),
                                            Optional.empty()))),
                    Act.of("anna", "add"));
            assertThat(lists.changesSince(7, 9)).extracting(Change::revision).containsExactly(8L);
        }
    }
}
