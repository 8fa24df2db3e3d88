package se.ringvakt.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.web.Contract.Promise;
import se.ringvakt.web.Idempotency;
import se.ringvakt.web.Idempotency.Answer;
import se.ringvakt.web.Idempotency.Standing;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Reply.Content;

/// Carries a request out at most once for each key its caller gives.
final class OnceOnly {
    private static final int KEPT_MOST = 1 << 18;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Idempotency kept;

    OnceOnly(Idempotency kept) {
        this.kept = kept;
    }

    /// What is to be done once.
    @FunctionalInterface
    interface Doing {
        Reply reply() throws Exception;
    }

    /// Does it, or tells what came of it before.
    ///
    /// @param bodyHash tells one body from another
    Reply reply(
            Promise promise,
            Idempotency.Key key,
            String bodyHash,
            java.time.Instant now,
            Doing doing)
            throws Exception {
        return switch (kept.begin(key, bodyHash, now)) {
            case Standing.Begun() -> done(promise, key, doing);
            case Standing.UnderWay() ->
                    throw Problem.later(
                            Problem.Kind.CONFLICT,
                            "Idempotency-Key: under way, or broken off when the program stopped;"
                                    + " look what became of it",
                            SOON);
            case Standing.Different() ->
                    throw Problem.unprocessable(
                            "Idempotency-Key: used before (expected: another for another body)");
            case Standing.Done(Optional<Answer> answer) ->
                    again(
                            answer.orElseThrow(() ->
                                    Problem.conflict(
                                            "Idempotency-Key: done before; what was answered is"
                                                    + " told only once")));
        };
    }

    /// What failed for reasons of the moment may be asked again. After a fault of ours nobody knows
    /// how far it came: it stays as if under way.
    private Reply done(Promise promise, Idempotency.Key key, Doing doing) throws Exception {
        Reply reply;
        try {
            reply = doing.reply();
        } catch (Exception e) {
            Problem problem = Faults.problem(e);
            switch (problem.kind()) {
                case UNAVAILABLE, TOO_MANY, TIMEOUT -> kept.abandon(key);
                case FAULT -> {}
                default -> {
                    Reply told = Problems.reply(problem);
                    kept.end(key, answer(told));
                }
            }
            throw problem;
        }
        kept.end(key, promise.tellsSecret() ? Optional.empty() : answer(reply));
        return reply;
    }

    private static Reply again(Answer answer) {
        Content content =
                answer.type().isEmpty()
                        ? new Content.None()
                        : new Content.Bytes(answer.type(), answer.body());
        return new Reply(answer.status(), content, answer.headers())
                .with("Idempotency-Replayed", "true");
    }

    private static Optional<Answer> answer(Reply reply) throws JsonProcessingException {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        return switch (reply.content()) {
            case Content.None() ->
                    Optional.of(new Answer(reply.status(), headers, "", new byte[0]));
            case Content.Json(Object value) -> bounded(reply, Problems.JSON, Problems.bytes(value));
            case Content.Bytes(String type, byte[] bytes) -> bounded(reply, type, bytes);
            case Content.Stored _, Content.Written _ -> Optional.empty();
        };
    }

    private static Optional<Answer> bounded(Reply reply, String type, byte[] bytes) {
        return bytes.length > KEPT_MOST
                ? Optional.empty()
                : Optional.of(new Answer(reply.status(), reply.headers(), type, bytes));
    }
}
