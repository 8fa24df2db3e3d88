package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessContractTest;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;

final class SqlAccessTest extends AccessContractTest {
    private final List<SqliteDatabase> open = new ArrayList<>();
    private @Nullable Access access;

    @Override
    protected Access access() {
        if (access == null) {
            access = reopened();
        }
        return access;
    }

    @Override
    protected Access reopened() {
        SqliteDatabase database = EmptyLedger.open(folder.resolve("ledger.db"));
        open.add(database);
        return SqlAccess.open(database, AccessSettings.USUAL, () -> now, folder);
    }

    @AfterEach
    void close() {
        open.forEach(SqliteDatabase::close);
    }

    @Test
    void theFileItselfRefusesToChangeOrEraseAnEntry() {
        access().audit().note(AuditEntry.of(Caller.system("kim"), now, "stop", ""));
        for (String sql : List.of("UPDATE audit SET who = 'eve'", "DELETE FROM audit")) {
            assertThatThrownBy(() -> open.getFirst().write(handle -> handle.execute(sql)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the audit log is never");
        }
    }
}
