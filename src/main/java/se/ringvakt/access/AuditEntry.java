package se.ringvakt.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody did. Plain data: whatever characters it holds, it is only ever shown. It never
/// holds a password, a secret or a hash of one.
///
/// @param at in milliseconds
/// @param who as [Caller#name] has it; `?` for one who is not known
/// @param role of a user; empty: a token, the system, or one who is not known
/// @param address where they asked from; empty: on this machine
/// @param action a word or two in lower case, `subject.verb`, such as `campaign.change`
/// @param subject what it was done to, such as a campaign's id; may be empty
/// @param before how it stood, as JSON; empty: it was not there, or is not kept
/// @param after how it stands, as JSON; empty: it is gone, or is not kept
/// @param reason why; empty: none was asked for
public record AuditEntry(
        Instant at,
        String who,
        Optional<Role> role,
        String address,
        String action,
        String subject,
        String before,
        String after,
        String reason) {
    /// The longest before and after; a longer one is kept as its length, hash and beginning.
    public static final int JSON_MOST = 8192;

    /// The longest of every other text; what is longer is cut.
    public static final int TEXT_MOST = 500;

    /// Who did it, when nobody is known to have.
    static final String NOBODY = "?";

    private static final int BEGINNING = 1000;
    private static final Pattern ACTION = Pattern.compile("[a-z]+(?:[.-][a-z]+)*");

    /// Also the marks that make a screen show text in another order than it stands.
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");

    public AuditEntry {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException(
                    "action: " + action + " (expected: words like campaign.change)");
        }
        who = plain(who, TEXT_MOST);
        address = plain(address, TEXT_MOST);
        subject = plain(subject, TEXT_MOST);
        reason = plain(reason, TEXT_MOST);
        before = bounded(before);
        after = bounded(after);
    }

    /// What a caller did, with no more said about it yet.
    public static AuditEntry of(Caller caller, Instant at, String action, String subject) {
        return new AuditEntry(
                at, caller.name(), caller.role(), caller.address(), action, subject, "", "", "");
    }

    /// What somebody did who is not logged in.
    static AuditEntry ofNobody(Instant at, String address, String action) {
        return new AuditEntry(at, NOBODY, Optional.empty(), address, action, "", "", "", "");
    }

    /// The same, with how it stood.
    ///
    /// @param value becomes JSON; it must hold no secret
    public AuditEntry before(Object value) {
        return with(AuditJson.text(value), after, reason);
    }

    /// The same, with how it stands.
    ///
    /// @param value becomes JSON; it must hold no secret
    public AuditEntry after(Object value) {
        return with(before, AuditJson.text(value), reason);
    }

    /// The same, with why it was done.
    public AuditEntry because(String why) {
        return with(before, after, why);
    }

    private AuditEntry with(String newBefore, String newAfter, String why) {
        return new AuditEntry(at, who, role, address, action, subject, newBefore, newAfter, why);
    }

    /// Text that came from elsewhere, made fit to be kept and shown: cut, and without control
    /// characters.
    ///
    /// @param most in UTF-16 characters
    public static String plain(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most);
        return CONTROL.matcher(cut).replaceAll("?");
    }

    private static String bounded(String json) {
        if (json.length() <= JSON_MOST) {
            return json;
        }
        byte[] hash = SecretHash.sha256().digest(json.getBytes(StandardCharsets.UTF_8));
        return AuditJson.text(
                new Cut(json.length(), HexFormat.of().formatHex(hash), plain(json, BEGINNING)));
    }

    /// What is kept of a text that was too long.
    private record Cut(int length, String sha256, String begins) {}
}
