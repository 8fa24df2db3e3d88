package se.ringvakt.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;

/// One request to an operation. It is as the contract wants it, and its caller may ask it.
///
/// @param path the parameters in the path, decoded
/// @param query the parameters after it, decoded, in order
/// @param headers by their names in lower case
/// @param json the body, if it is JSON
/// @param upload the body, if it is a file
/// @param audits where entries of the audit log go
/// @param now the instant it came, in milliseconds
public record Ask(
        Caller caller,
        Map<String, String> path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Optional<JsonNode> json,
        Optional<Upload> upload,
        Consumer<AuditEntry> audits,
        Instant now) {
    private static final List<Locale> LANGUAGES =
            List.of(Locale.forLanguageTag("sv"), Locale.ENGLISH);

    public Ask {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /// A parameter in the path; the contract says it is there.
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("path: " + name + " (expected: in the contract)");
        }
        return value;
    }

    /// A parameter after the path.
    public Optional<String> query(String name) {
        return queries(name).stream().findFirst();
    }

    /// All values of a parameter that may come several times.
    public List<String> queries(String name) {
        return query.getOrDefault(name, List.of());
    }

    /// Whether a parameter says `true`.
    public boolean flag(String name) {
        return query(name).filter("true"::equals).isPresent();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The same with the members of its body as parameters: what must not stand in an address, such
    /// as a number, is asked for in a body.
    public Ask withBodyAsQuery() {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        body().properties()
                .forEach(each -> asked.put(each.getKey(), List.of(each.getValue().asText())));
        return new Ask(caller, path, asked, headers, json, upload, audits, now);
    }

    /// The language that its reader prefers, of those we write: Swedish or English, the latter for
    /// whoever says nothing we understand.
    public Locale language() {
        try {
            List<Locale.LanguageRange> wanted =
                    Locale.LanguageRange.parse(header("accept-language").orElse("en"));
            return Optional.ofNullable(Locale.lookup(wanted, LANGUAGES)).orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException _) {
            return Locale.ENGLISH;
        }
    }

    /// The body, read to a record.
    ///
    /// @throws Problem when it is none, or not one like that
    public <T> T body(Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(body(), type);
        } catch (JsonProcessingException e) {
            throw Problem.unprocessable("body: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }

    /// The body.
    public JsonNode body() {
        return json.orElseThrow(
                () -> Problem.of(Problem.Kind.MALFORMED, "body: none (expected: JSON)"));
    }

    /// The file that was sent.
    public Upload file() {
        return upload.orElseThrow(
                () -> Problem.of(Problem.Kind.MALFORMED, "body: none (expected: a file)"));
    }

    /// Holds the caller to the version they have seen: `If-Match` must name the present one.
    ///
    /// @param present as [Reply#version] told it
    /// @throws Problem when they say none, or another
    public void expect(String present) {
        String seen =
                header("if-match")
                        .orElseThrow(() ->
                                Problem.of(
                                        Problem.Kind.ETAG_REQUIRED,
                                        "If-Match: missing (expected: the ETag of what was read)"));
        if (!seen.equals("\"" + present + "\"")) {
            throw Problem.of(
                    Problem.Kind.CHANGED,
                    "If-Match: " + seen + " (expected: \"" + present + "\"; read it again)");
        }
    }

    /// Puts on the audit log what the caller has done.
    ///
    /// @param before how it stood; empty: it was not there
    /// @param after how it stands; empty: it is gone
    public void audit(
            String action, String subject, Optional<?> before, Optional<?> after, String reason) {
        AuditEntry entry = AuditEntry.of(caller, now, action, subject).because(reason);
        if (before.isPresent()) {
            entry = entry.before(before.get());
        }
        if (after.isPresent()) {
            entry = entry.after(after.get());
        }
        audits.accept(entry);
    }
}
