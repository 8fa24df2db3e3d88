package se.ringvakt.ledger.sql;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// Binds true as 1 and false as 0: not every engine has a type of its own for them, and those that
/// have one take no numbers for it.
final class Truth extends AbstractArgumentFactory<Boolean> {
    Truth() {
        super(Types.INTEGER);
    }

    @Override
    protected Argument build(Boolean value, ConfigRegistry config) {
        return (position, statement, _) -> statement.setInt(position, value ? 1 : 0);
    }
}
