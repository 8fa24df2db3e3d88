/// The ledger that several gates share: a PostgreSQL database, 15 or later.
///
/// [PostgresDatabase] opens it; [PostgresLedger] and the stores of [se.ringvakt.ledger.sql] speak
/// to it. Any number of gates may. Nothing here takes a lock of its own: one number's next version
/// is all that gates compete for.
@NullMarked
package se.ringvakt.ledger.postgres;

import org.jspecify.annotations.NullMarked;
