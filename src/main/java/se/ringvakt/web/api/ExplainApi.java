package se.ringvakt.web.api;

import java.util.Optional;
import se.ringvakt.access.Right;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.CheckView;
import se.ringvakt.view.Checks;
import se.ringvakt.view.Checks.Question;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// What the gate would answer; nothing is recorded.
public final class ExplainApi {
    private final Checks checks;

    /// @param knowledge the gate's own
    public ExplainApi(Site site, Knowledge knowledge) {
        this.checks = new Checks(site, _ -> knowledge);
    }

    /// Offers `explain`.
    public void offer(Operations operations) {
        operations.on("explain", this::explain);
    }

    private record Body(
            String number,
            Optional<String> campaign,
            Optional<String> agent,
            Optional<String> kind,
            Optional<Integer> timeout,
            Optional<String> callerId,
            Optional<String> at) {}

    private Reply explain(Ask ask) {
        Body body = ask.body(Body.class);
        CheckView view =
                checks.of(
                        new Question(
                                body.number(),
                                body.campaign(),
                                body.agent(),
                                Typed.kind(body.kind().orElse("")),
                                Typed.timeoutSeconds(body.timeout().orElse(0)),
                                body.callerId(),
                                body.at()),
                        ask.language());
        // A dialler learns the answer; what is on record of the consumer is for those who see.
        return Reply.ok(ask.caller().may(Right.SEE) ? view : view.withoutFacts())
                .with("Content-Language", ask.language().getLanguage());
    }
}
