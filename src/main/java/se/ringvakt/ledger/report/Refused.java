package se.ringvakt.ledger.report;

import java.util.List;
import se.ringvakt.rule.Reason;

/// What is counted of a denial.
///
/// @param at in milliseconds since 1970
/// @param number 0: what was dialled is no number
/// @param agent empty: none
/// @param rehearsed it was dialled all the same: the attempt counts as the dial
record Refused(
        long id,
        long at,
        long number,
        String campaign,
        String agent,
        List<Reason> reasons,
        boolean rehearsed) {

    void count(Tally tally) {
        if (rehearsed) {
            tally.rehearse(reasons);
        } else {
            tally.deny(reasons);
        }
    }
}
