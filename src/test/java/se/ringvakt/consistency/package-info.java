/// Several gates, one shared ledger, faults between them; afterwards the ledger's own tables are
/// read and judged by a slow model that knows nothing of the rules' code.
@NullMarked
package se.ringvakt.consistency;

import org.jspecify.annotations.NullMarked;
