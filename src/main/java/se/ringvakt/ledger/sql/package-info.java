/// Campaigns, lists, users and whatever else stands beside the attempts, in SQL that every engine
/// of [Database] understands.
@NullMarked
package se.ringvakt.ledger.sql;

import org.jspecify.annotations.NullMarked;
