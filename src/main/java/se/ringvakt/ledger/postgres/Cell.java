package se.ringvakt.ledger.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// One value on its way from one engine to the other, read as the type it will have there: the
/// embedded engine has types for values, not for columns.
///
/// @param type of [Types]
/// @param value a long, text or bytes; null: none
record Cell(int type, @Nullable Object value) {
    /// A row's, in order.
    ///
    /// @param types of the columns, in PostgreSQL's words
    static List<Cell> of(ResultSet row, List<String> types) throws SQLException {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            cells.add(of(row, i + 1, types.get(i)));
        }
        return cells;
    }

    private static Cell of(ResultSet row, int column, String type) throws SQLException {
        return switch (type) {
            case "smallint", "integer", "bigint" -> {
                long value = row.getLong(column);
                yield new Cell(Types.BIGINT, row.wasNull() ? null : value);
            }
            case "text" -> new Cell(Types.VARCHAR, row.getString(column));
            case "bytea" -> new Cell(Types.BINARY, row.getBytes(column));
            default -> throw new SQLException("column of type " + type);
        };
    }

    void bind(PreparedBatch batch, int position) {
        batch.bindBySqlType(position, value, type);
    }
}
