package se.ringvakt.web.api;

import se.ringvakt.view.ReasonTexts;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// What the reasons say.
public final class ReasonApi {

    /// Offers `reasons`.
    public void offer(Operations operations) {
        operations.on("reasons", _ -> Reply.ok(ReasonTexts.all()));
    }
}
