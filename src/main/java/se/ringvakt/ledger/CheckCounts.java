package se.ringvakt.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.accounting.Credit;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;

/// How many numbers were checked, and the record credits bought for it. Thread-safe; blocks; throws
/// [LedgerException].
public interface CheckCounts {

    /// Numbers checked in lists washed against a register, of the washes begun in this time.
    List<Washed> washed(String register, Instant from, Instant to);

    /// Numbers checked at dialling in this time: attempts, and denials for which the registers were
    /// asked. Those erased since are counted too, by quarters of an hour: the ends of this time are
    /// such quarters' beginnings.
    List<Dialled> dialled(Instant from, Instant to);

    /// Records bought for a register, oldest first.
    List<Credit> credits(String register);

    /// Records washed against a register since that day's beginning.
    long records(String register, Instant since);

    /// Keeps a credit; durable when this returns.
    void buy(Credit credit, Instant at);

    /// Of one principal; empty: of nobody in particular.
    record Washed(Optional<PrincipalId> principal, long checked, long free) {}

    /// Of one campaign.
    ///
    /// @param free those that no register listed
    record Dialled(CampaignId campaign, long checked, long free) {}

    /// The first day on which any was bought.
    default Optional<LocalDate> firstBought(String register) {
        return credits(register).stream().map(Credit::bought).min(LocalDate::compareTo);
    }
}
