package se.ringvakt.web.api;

import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// How everything stands now, for those who ask instead of listening to the live feed.
public final class NowApi {
    private final NowReader reader;

    public NowApi(NowReader reader) {
        this.reader = reader;
    }

    /// Offers it.
    public void offer(Operations operations) {
        operations.on("now", _ -> Reply.ok(reader.now()));
    }
}
