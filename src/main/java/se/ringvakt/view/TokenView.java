package se.ringvakt.view;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import se.ringvakt.access.Token;

/// A token, as it is shown; its secret is not known.
///
/// @param state good, expired or revoked
/// @param rights such as explain and dial
public record TokenView(
        long id,
        String name,
        String state,
        List<String> rights,
        String createdBy,
        OffsetDateTime created,
        OffsetDateTime expires,
        Optional<OffsetDateTime> lastUsed,
        Optional<OffsetDateTime> revoked) {

    public static TokenView of(Token token, Instant now, ZoneId zone) {
        return new TokenView(
                token.id(),
                token.name(),
                token.isGood(now) ? "good" : token.revoked().isPresent() ? "revoked" : "expired",
                token.rights().stream().map(Words::of).toList(),
                token.createdBy(),
                Times.offset(token.created(), zone),
                Times.offset(token.expires(), zone),
                token.lastUsed().map(at -> Times.offset(at, zone)),
                token.revoked().map(at -> Times.offset(at, zone)));
    }
}
