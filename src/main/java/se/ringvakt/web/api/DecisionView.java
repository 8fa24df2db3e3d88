package se.ringvakt.web.api;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// One answer of the gate, as the API shows it.
///
/// @param id `a-` and the attempt's, or `d-` and the denial's
/// @param number empty: what was dialled is no number
/// @param campaignPrincipal whose campaign it is; empty: there is no such campaign now
/// @param verdict allow or deny
/// @param reason the first of the reasons, which an allowed one has when it was rehearsed
/// @param rehearsed it would have been denied and was dialled all the same
/// @param attempt of such a denial, the decision as which it was dialled
/// @param status of the outcome; empty: denied, or still open
/// @param answer none, met, silent or unseen
/// @param breach whether it rang too short
record DecisionView(
        String id,
        OffsetDateTime at,
        Optional<String> number,
        String campaign,
        Optional<String> campaignPrincipal,
        Optional<String> agent,
        String kind,
        String verdict,
        Optional<String> reason,
        List<String> reasons,
        Optional<OffsetDateTime> retryAt,
        String uniqueId,
        Optional<String> status,
        Optional<String> answer,
        Optional<Long> ringMillis,
        Optional<Long> talkMillis,
        boolean breach,
        boolean silent,
        boolean rehearsed,
        Optional<String> attempt) {}
