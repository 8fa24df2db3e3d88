/// The ledger embedded in the process: one SQLite file that operators can open, query and copy with
/// the tools they know.
///
/// [SqliteDatabase] opens the file; [SqliteLedger] and the stores of [se.ringvakt.ledger.sql] speak
/// to it. Attempts are written by one thread, many callers to a transaction ([GroupWriter]). One
/// process may run the ledger; any number may use the stores beside it.
@NullMarked
package se.ringvakt.ledger.sqlite;

import org.jspecify.annotations.NullMarked;
