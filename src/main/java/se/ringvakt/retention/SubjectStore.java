package se.ringvakt.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;

/// What is kept of one number, and its erasure at that person's request.
public interface SubjectStore extends RetentionStore {

    /// All denied dials of the number, newest first.
    List<Denied> denials(PhoneNumber number);

    /// The campaigns that are remembered to have called with this offer, by hash alone.
    List<Remembered> remembered(PhoneNumber number, OfferId offer);

    /// Erases what is about the number and older than this, in one transaction; attempts with an
    /// offer are still remembered by a hash. Blocks, objections and paid calls owed stay. Returns
    /// how many rows of each were erased.
    ///
    /// @param offersBefore an offer made before is not remembered
    Map<Kept, Long> erase(long run, PhoneNumber number, Instant before, Instant offersBefore);

    /// A denied dial.
    ///
    /// @param reasons codes joined by `&`
    record Denied(Instant at, String campaign, String agent, String kind, String reasons) {}

    /// A campaign's last attempt with an offer.
    record Remembered(String campaign, String offer, Instant at) {}
}
