package se.ringvakt.ledger.sql;

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;

/// Rows that are read one by one: a database that fails under way fails as it does elsewhere.
final class ReadRows<T> extends AbstractSpliterator<T> {
    private final Spliterator<T> rows;
    private final Database database;

    ReadRows(Spliterator<T> rows, Database database) {
        super(Long.MAX_VALUE, ORDERED);
        this.rows = rows;
        this.database = database;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        try {
            return rows.tryAdvance(action);
        } catch (JdbiException e) {
            throw database.fault(e);
        }
    }
}
