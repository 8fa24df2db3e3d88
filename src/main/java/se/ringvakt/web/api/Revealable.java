package se.ringvakt.web.api;

import java.util.Optional;
import se.ringvakt.call.PhoneNumber;

/// Knows the numbers behind the ids of one kind of record.
@FunctionalInterface
public interface Revealable {
    /// The number; empty: there is no such record, or it has none.
    ///
    /// @param id as the API showed it, or anything else
    Optional<PhoneNumber> number(String id);
}
