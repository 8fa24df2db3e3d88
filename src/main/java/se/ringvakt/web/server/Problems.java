package se.ringvakt.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.web.Json;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Problems as they are sent (RFC 9457), and JSON as bytes.
final class Problems {
    /// The media type of every other answer.
    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String PROBLEM_JSON = "application/problem+json";

    private Problems() {}

    /// As the wire has it.
    private record Told(
            String type,
            String title,
            int status,
            String detail,
            @com.fasterxml.jackson.annotation.JsonInclude(
                            com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY)
                    List<Problem.FieldError> errors) {}

    static Reply reply(Problem problem) {
        Problem.Kind kind = problem.kind();
        String slug = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Told told =
                new Told(
                        "/problems/" + slug,
                        kind.title(),
                        kind.status(),
                        problem.detail(),
                        problem.errors());
        Map<String, String> headers = new LinkedHashMap<>();
        problem.retryAfter()
                .ifPresent(after ->
                        headers.put("Retry-After", Long.toString(Math.max(1, after.toSeconds()))));
        if (kind == Problem.Kind.LOGIN_REQUIRED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new Reply(kind.status(), new Reply.Content.Bytes(PROBLEM_JSON, told(told)), headers);
    }

    private static byte[] told(Told told) {
        try {
            return bytes(told);
        } catch (JsonProcessingException e) {
            LOG.error("a problem that is no JSON", e);
            return new byte[0];
        }
    }

    static byte[] bytes(Object value) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsBytes(value);
    }
}
