package se.ringvakt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /// Those that match, the last kept first. A wash keeps its receipt when it ends.
    List<WashReceipt> list(Search search);

    /// The last wash that read or wrote a file with this content.
    Optional<WashReceipt> lastOf(String sha256);

    /// What is looked for.
    ///
    /// @param text in the name of a file, in who, or how a checksum begins; empty: anything
    /// @param since begun then or later
    /// @param beforeId only those kept before the one of this id; empty: any
    /// @param most so many at most
    record Search(
            String text,
            Optional<PrincipalId> principal,
            Instant since,
            OptionalLong beforeId,
            int most) {}
}
