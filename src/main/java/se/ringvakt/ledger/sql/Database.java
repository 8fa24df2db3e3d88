package se.ringvakt.ledger.sql;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import se.ringvakt.ledger.LedgerException;

/// A database that the stores of this package speak to, whichever engine it is. Thread-safe; not
/// for the hot path. Every method throws [LedgerException] when the database fails.
///
/// What they say to it must mean the same to every engine: `ON CONFLICT` and `RETURNING`, no
/// functions of one engine, `"user"` in quotes, since that word is taken on some.
public interface Database extends AutoCloseable {
    /// What every engine's implementation speaks through: truth is kept as 1 and 0.
    static Jdbi over(DataSource source) {
        return Jdbi.create(source).registerArgument(new Truth());
    }

    /// Reads one moment of it.
    <T> T read(HandleCallback<T, RuntimeException> query);

    /// Writes in one transaction, as if nobody else wrote meanwhile. Where the engine finds out
    /// late that somebody did, the change is run once more: it must do nothing but write here.
    <T> T write(HandleCallback<T, RuntimeException> change);

    /// A transaction of one's own that reads one moment; the caller ends it.
    Handle handle();

    /// Who this is among those that share it, a name that nobody else has; empty: gates do not
    /// share it.
    default Optional<String> sharer() {
        return Optional.empty();
    }

    /// Sees to it that no history will come to a version up to this one again: rows that bear them
    /// are about to be erased. Where gates do not share it whoever erases does it with the rows.
    default void outdate(long version) {}

    /// Writes all of it anew where parts that are not used may hold copies of what was erased; the
    /// engine says whether it needs to. Nobody else can write meanwhile.
    default void compact() {}

    /// Takes what was erased out of the engine's log too, where it keeps one of its own beside the
    /// tables. Returns whether nothing of it is left there.
    default boolean forgetErased() {
        return true;
    }

    /// What is wrong, in one line for an operator.
    LedgerException fault(Exception cause);

    /// Rows as they are read, of one moment; the stream holds a connection until it is closed.
    default <T> Stream<T> streamed(Function<Handle, Stream<T>> rows) {
        Handle handle = handle();
        try {
            Stream<T> read = rows.apply(handle);
            return StreamSupport.stream(new ReadRows<>(read.spliterator(), this), false)
                    .onClose(() -> {
                        read.close();
                        handle.rollback();
                        handle.close();
                    });
        } catch (JdbiException e) {
            handle.close();
            throw fault(e);
        }
    }

    @Override
    void close();
}
