package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessContractTest;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.ledger.LedgerException;

@OnEveryEngine
final class SqlAccessTest extends AccessContractTest {
    private final Engine engine;
    private final List<Database> open = new ArrayList<>();
    private @Nullable Supplier<Database> ledger;
    private @Nullable Access access;

    SqlAccessTest(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected Access access() {
        if (access == null) {
            access = reopened();
        }
        return access;
    }

    @Override
    protected Access reopened() {
        if (ledger == null) {
            ledger = engine.ledger(folder);
        }
        Database database = ledger.get();
        open.add(database);
        return SqlAccess.open(database, AccessSettings.USUAL, () -> now, folder);
    }

    @AfterEach
    void close() {
        open.forEach(Database::close);
    }

    @Test
    void theDatabaseItselfRefusesToChangeOrEraseAnEntry() {
        access().audit().note(AuditEntry.of(Caller.system("kim"), now, "stop", ""));
        for (String sql : List.of("UPDATE audit SET who = 'eve'", "DELETE FROM audit")) {
            assertThatThrownBy(() -> open.getFirst().write(handle -> handle.execute(sql)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the audit log is never");
        }
    }
}
