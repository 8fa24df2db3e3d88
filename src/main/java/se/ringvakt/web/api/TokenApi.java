package se.ringvakt.web.api;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.ringvakt.access.Access;
import se.ringvakt.access.Right;
import se.ringvakt.access.Token;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Tokens of programs. Each change is in the audit log by [se.ringvakt.access.Tokens] itself, in
/// the same step.
public final class TokenApi {
    private final Access access;
    private final ZoneId zone;

    /// @param zone in which times are shown
    public TokenApi(Access access, ZoneId zone) {
        this.access = access;
        this.zone = zone;
    }

    /// Offers `listTokens`, `addToken` and `revokeToken`.
    public void offer(Operations operations) {
        operations
                .on("listTokens", this::list)
                .on("addToken", this::add)
                .on("revokeToken", this::revoke);
    }

    /// A token as the API shows one.
    private record Shown(
            long id,
            String name,
            Set<Right> rights,
            String createdBy,
            OffsetDateTime created,
            OffsetDateTime expires,
            Optional<OffsetDateTime> lastUsed,
            Optional<OffsetDateTime> revoked,
            boolean good) {}

    private Shown shown(Token token, Ask ask) {
        return new Shown(
                token.id(),
                token.name(),
                token.rights(),
                token.createdBy(),
                Times.offset(token.created(), zone),
                Times.offset(token.expires(), zone),
                token.lastUsed().map(at -> Times.offset(at, zone)),
                token.revoked().map(at -> Times.offset(at, zone)),
                token.isGood(ask.now()));
    }

    private Reply list(Ask ask) {
        return Reply.ok(
                Map.of(
                        "items",
                        access.tokens().all().stream().map(token -> shown(token, ask)).toList()));
    }

    /// What is asked for.
    ///
    /// @param days for how long it is good
    private record Wish(@Nullable String name, @Nullable Set<Right> rights, int days) {}

    /// @param secret told this once
    private record Created(Shown token, String secret) {}

    private Reply add(Ask ask) {
        Wish wish = ask.body(Wish.class);
        if (wish.name() == null || wish.rights() == null) {
            throw Problem.unprocessable("name: none (expected: a name, rights and days)");
        }
        Token.Created created =
                access.tokens()
                        .create(
                                ask.caller(),
                                wish.name(),
                                wish.rights(),
                                Duration.ofDays(wish.days()));
        return Reply.created(
                        "/api/v1/tokens/" + created.token().id(),
                        new Created(shown(created.token(), ask), created.secret().text()))
                .with("Cache-Control", "no-store");
    }

    private Reply revoke(Ask ask) {
        String typed = ask.path("id");
        long id = typed.matches("[0-9]{1,18}") ? Long.parseLong(typed) : 0;
        if (access.tokens().find(id).isEmpty()) {
            throw Problem.notFound("token: none of this number");
        }
        if (!access.tokens().revoke(ask.caller(), id)) {
            throw Problem.conflict("token: revoked already (expected: one that is good)");
        }
        return Reply.noContent();
    }
}
