/// Looks back at a ledger, whichever engine it is on: decisions, counts of them, the live feed.
///
/// The ledger is only read, through a [LedgerView]; what is counted of it stays in a SQLite file of
/// one's own, [ReportFile]. Every gate that has the same ledger counts all of it.
@NullMarked
package se.ringvakt.ledger.report;

import org.jspecify.annotations.NullMarked;
