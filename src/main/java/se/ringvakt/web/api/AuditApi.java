package se.ringvakt.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.AuditLog;
import se.ringvakt.access.AuditLog.Noted;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Role;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// The audit log, to be read.
public final class AuditApi {
    private static final List<String> COLUMNS =
            List.of(
                    "id", "at", "who", "role", "address", "action", "subject", "before", "after",
                    "reason");

    private static final int KNOWN_MOST = 500;

    private final AuditLog log;
    private final ZoneId zone;

    /// @param zone in which times are read and shown
    public AuditApi(AuditLog log, ZoneId zone) {
        this.log = log;
        this.zone = zone;
    }

    /// Offers `listAudit`, `exportAudit` and `auditValues`.
    public void offer(Operations operations) {
        operations
                .on("listAudit", this::list)
                .on("exportAudit", this::export)
                .on("auditValues", _ -> Reply.ok(log.known(KNOWN_MOST)));
    }

    /// A page of a list.
    ///
    /// @param next what `after` is to be for the next page; empty: this is the last
    private record Page(List<Shown> items, Optional<String> next) {}

    /// An entry as the API shows one.
    private record Shown(
            long id,
            OffsetDateTime at,
            String who,
            Optional<Role> role,
            String address,
            String action,
            String subject,
            Optional<JsonNode> before,
            Optional<JsonNode> after,
            String reason) {}

    private Reply list(Ask ask) {
        int limit = Wanted.limit(ask);
        List<Noted> found = log.page(search(ask), after(ask), limit + 1);
        List<Noted> page = found.subList(0, Math.min(limit, found.size()));
        return Reply.ok(
                new Page(
                        page.stream().map(this::shown).toList(),
                        found.size() > limit
                                ? Optional.of(Long.toString(page.getLast().id()))
                                : Optional.empty()));
    }

    private static OptionalLong after(Ask ask) {
        Optional<String> cursor = ask.query("after");
        if (cursor.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!cursor.get().matches("[0-9]{1,18}")) {
            throw Problem.unprocessable("after: unknown (expected: next of a former page)");
        }
        return OptionalLong.of(Long.parseLong(cursor.get()));
    }

    private AuditSearch search(Ask ask) {
        return new AuditSearch(
                instant(ask, "from"),
                instant(ask, "to"),
                ask.query("who"),
                ask.query("action"),
                ask.query("subject"));
    }

    private Optional<Instant> instant(Ask ask, String key) {
        try {
            return ask.query(key).map(text -> Times.readBegin(text, zone));
        } catch (DateTimeException e) {
            throw Problem.unprocessable(key + ": " + e.getMessage() + " or a date, 2026-11-23");
        }
    }

    private Shown shown(Noted noted) {
        AuditEntry entry = noted.entry();
        return new Shown(
                noted.id(),
                Times.offset(entry.at(), zone),
                entry.who(),
                entry.role(),
                entry.address(),
                entry.action(),
                entry.subject(),
                json(entry.before()),
                json(entry.after()),
                entry.reason());
    }

    private static Optional<JsonNode> json(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readTree(text));
        } catch (JsonProcessingException _) {
            return Optional.of(TextNode.valueOf(text));
        }
    }

    private Reply export(Ask ask) {
        AuditSearch search = search(ask);
        ask.audit("audit.export", "", Optional.empty(), Optional.of(search), "");
        return Reply.written("text/csv; charset=utf-8", "audit.csv", out -> write(search, out));
    }

    private void write(AuditSearch search, OutputStream out) throws IOException {
        CsvOut csv = new CsvOut(out);
        csv.row(COLUMNS);
        log.all(search).forEach(noted -> csv.row(row(noted)));
        csv.end();
    }

    private List<String> row(Noted noted) {
        AuditEntry entry = noted.entry();
        return List.of(
                Long.toString(noted.id()),
                Times.offset(entry.at(), zone).toString(),
                entry.who(),
                entry.role().map(Role::name).orElse(""),
                entry.address(),
                entry.action(),
                entry.subject(),
                entry.before(),
                entry.after(),
                entry.reason());
    }
}
