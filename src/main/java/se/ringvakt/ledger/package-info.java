/// What was allowed, denied and became of it; campaigns, block lists and exemptions: everything
/// that must outlive the process.
///
/// [Ledger] is the contract of the attempts, compare-and-append, so that one number never gets two
/// permits however many ask; `sqlite` is the embedded adapter.
@NullMarked
package se.ringvakt.ledger;

import org.jspecify.annotations.NullMarked;
