package se.ringvakt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;

/// The record of attempts, by compare-and-append: whoever read a number's history may append to it
/// only while nobody else has.
///
/// Thread-safe. Every method may block for as long as the disk takes and throws [LedgerException]
/// when the record cannot be read or written; nothing is lost that was acknowledged.
public interface Ledger extends AutoCloseable {

    /// Everything the limits need to know of a number, with its version.
    History history(PhoneNumber number);

    /// The same, and what is still remembered of attempts with this offer whose details are erased.
    default History history(PhoneNumber number, Optional<OfferId> offer) {
        return history(number);
    }

    /// Records an allowed attempt, durably once this returns true. False: the number's record has
    /// changed since `seen` was read; look again.
    boolean append(History seen, Attempt attempt);

    /// The same for one that would have been denied and goes out as a rehearsal. Both are recorded
    /// or neither: nothing goes out without what was against it.
    ///
    /// @param denial that names the attempt
    boolean rehearse(History seen, Attempt attempt, Denial denial);

    /// Whether a history still is the number's record. Only a record that others change, too, and
    /// that is kept in memory here, can be behind; whoever is to be denied by a history asks.
    default boolean isCurrent(History seen) {
        return true;
    }

    /// The number, 0 to 255, that tells this gate's attempt ids from those of all others that
    /// append to the same record now.
    ///
    /// @throws LedgerException while it has none: nothing may be allowed then
    default int node() {
        return 0;
    }

    /// Whether this gate took the decision with this id, an attempt's or a denial's; others on the
    /// same record take theirs. Asks nobody.
    default boolean isOwn(long decision) {
        return true;
    }

    /// Agents' leases over all gates that append to the same record; empty: this gate is alone.
    default Optional<Leases> leases() {
        return Optional.empty();
    }

    /// The gates that append to the same record; empty: this gate is alone.
    default Optional<Gates> gates() {
        return Optional.empty();
    }

    /// An attempt on record.
    Optional<Attempt> attempt(AttemptId id);

    /// Whether other gates append to the same record.
    default boolean isShared() {
        return leases().isPresent();
    }

    /// What this channel was permitted since then, newest first, withdrawn permits left out. Asked
    /// only of a shared record: who is alone knows what it has permitted.
    ///
    /// @param uniqueId the switch's name of the channel
    /// @param number only attempts at this number, which are found at once; empty: at any, found
    ///   among all attempts since then
    default List<Attempt> permitted(String uniqueId, Optional<PhoneNumber> number, Instant since) {
        return List.of();
    }

    /// The last attempt at this number that showed this caller id and whose permit reached its
    /// switch.
    Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId);

    /// Records what became of an attempt. The first outcome settles it; later ones only add facts
    /// that were missing. Returns whether this one settled it; false also for unknown attempts.
    ///
    /// An attempt whose phone was not reached no longer counts, unless the outcome came only after
    /// the longest life of an attempt. One that was silent opens a debt; one on which consumer and
    /// agent met closes it.
    boolean settle(AttemptId id, Outcome outcome);

    /// Records at once that an attempt was answered to silence, and that its campaign owes the
    /// number a call (§3.3). Its outcome will say so whatever is told later. Returns false when
    /// that is on record already, or the attempt is unknown.
    boolean silent(AttemptId id, Instant at);

    /// Closes a debt. Returns whether there was one.
    boolean repay(PhoneNumber number, CampaignId campaign, Instant at);

    /// Takes back an attempt whose permit never reached the switch: it no longer counts.
    void withdraw(AttemptId id);

    /// Records a denial soon, without waiting; may drop it, counted, when the queue is full.
    void record(Denial denial);

    /// Records a dial past the gate.
    void record(Bypass bypass);

    /// Why changes are refused now; empty: they are not.
    default Optional<String> fault() {
        return Optional.empty();
    }

    /// Drops what is in memory of numbers, after something was erased from the record.
    default void forget() {}

    /// All attempts without an outcome that started within the longest life of an attempt.
    List<Attempt> open();

    @Override
    void close();
}
