package se.ringvakt.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.AuditLog.Noted;

/// An entry of the audit log, as it is shown.
///
/// @param who a user's name, token:NAME or system:NAME; `?`: one who is not known
/// @param role empty: not a user
/// @param address empty: on the gate's machine
/// @param before empty: it was not there, or is not kept
/// @param after empty: it is gone, or is not kept
public record AuditView(
        long id,
        OffsetDateTime at,
        String who,
        Optional<String> role,
        Optional<String> address,
        String action,
        String subject,
        Optional<JsonNode> before,
        Optional<JsonNode> after,
        Optional<String> reason) {
    private static final JsonMapper JSON = new JsonMapper();

    public static AuditView of(Noted noted, ZoneId zone) {
        AuditEntry entry = noted.entry();
        return new AuditView(
                noted.id(),
                Times.offset(entry.at(), zone),
                entry.who(),
                entry.role().map(Words::of),
                text(entry.address()),
                entry.action(),
                entry.subject(),
                text(entry.before()).map(AuditView::json),
                text(entry.after()).map(AuditView::json),
                text(entry.reason()));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    /// Whatever is no JSON is shown as it stands.
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}
