package se.ringvakt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.PrincipalId;

/// Receipts of all washes, kept for ever or as long as retention says. Thread-safe; blocks; throws
/// [LedgerException].
public interface WashReceipts {

    /// Keeps a receipt; durable when this returns.
    ///
    /// @return the receipt with its id
    WashReceipt add(WashReceipt receipt);

    /// One receipt.
    Optional<WashReceipt> find(long id);

    /// Those that match, newest first.
    List<WashReceipt> list(Search search);

    /// The last wash that read or wrote a file with this content.
    Optional<WashReceipt> lastOf(String sha256);

    /// What is looked for.
    ///
    /// @param text in the name of a file, in who, or how a checksum begins; empty: anything
    /// @param since begun then or later
    /// @param before begun before then
    /// @param most so many at most
    record Search(
            String text,
            Optional<PrincipalId> principal,
            Instant since,
            Instant before,
            int most) {}
}
