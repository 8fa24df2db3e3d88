package se.ringvakt.call;

import java.time.LocalDate;
import java.util.Optional;

/// The consumer is, or was, a customer of a principal.
///
/// @param goods the kind of goods or services; empty: not stated
/// @param since its first day; not before it does it exempt
/// @param ended the day on which the agreement's duties were fulfilled; empty: it lasts
public record CustomerRelation(
        PrincipalId principal,
        Optional<String> goods,
        LocalDate since,
        Optional<LocalDate> ended) {}
