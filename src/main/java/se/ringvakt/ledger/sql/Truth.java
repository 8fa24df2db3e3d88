package se.ringvakt.ledger.sql;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/// Binds true as 1 and false as 0: not every engine has a type of its own for them, and those that
/// have one take no numbers for it.
final class Truth implements ArgumentFactory.Preparable {
    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
        return type == boolean.class || type == Boolean.class
                ? Optional.of(value -> argument((boolean) value))
                : Optional.empty();
    }

    private static Argument argument(boolean value) {
        return (position, statement, _) -> statement.setInt(position, value ? 1 : 0);
    }
}
