package se.ringvakt.web.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.Principal;
import se.ringvakt.config.CampaignRules;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Site;
import se.ringvakt.view.Words;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.FieldError;

/// How principals and campaigns are edited: by the rules of the campaign file, and only by whoever
/// has seen how they stand.
final class Editing {
    private static final int ROUNDS_MOST = 16;
    private static final Pattern HYPHEN = Pattern.compile("-([a-z])");

    private final Site site;

    Editing(Site site) {
        this.site = site;
    }

    /// An edit of what was read. It may be asked again, when somebody else has changed something in
    /// between.
    @FunctionalInterface
    interface Edit<T> {
        Edited<T> of(Campaigns now);
    }

    /// What is to be written.
    record Edited<T>(List<Principal> principals, List<Campaign> campaigns, T result) {}

    /// Reads, edits and writes in one step.
    <T> T apply(Edit<T> edit) {
        CampaignStore store = site.campaigns();
        for (int round = 0; round < ROUNDS_MOST; round++) {
            long seen = store.revision();
            Edited<T> edited = edit.of(store.read());
            if (store.apply(edited.principals(), edited.campaigns(), seen)) {
                return edited.result();
            }
        }
        throw Problem.conflict("campaigns: others change them all the time (expected: ask again)");
    }

    /// The rules of the campaign file; what breaks one is told by the body's own names.
    CampaignRules rules(Campaigns now) {
        return new CampaignRules(site.plan(), now.principals(), Editing::refusal);
    }

    /// Holds whoever edits to what they have seen.
    ///
    /// @param present the version of what stands there; empty: nothing does
    static void expect(Ask ask, String what, Optional<String> present) {
        boolean isNew = ask.header("if-none-match").filter("*"::equals).isPresent();
        if (isNew && present.isPresent()) {
            throw Problem.of(
                    Problem.Kind.CHANGED,
                    "If-None-Match: * (expected: If-Match; there is such a " + what + ")");
        }
        if (isNew) {
            return;
        }
        if (present.isEmpty() && ask.header("if-match").isPresent()) {
            throw Problem.of(
                    Problem.Kind.CHANGED, "If-Match: there is no such " + what + " (any more)");
        }
        ask.expect(present.orElse(""));
    }

    /// The constant a word means.
    static <E extends Enum<E>> E word(String key, String word, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Words.of(constant).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Mistyped.of(
                                key,
                                Asked.shown(word),
                                "one of "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(type.getEnumConstants())
                                                        .map(Words::of)
                                                        .toList())));
    }

    /// @param pointer by the names of the file, such as `/caller-ids/0/number`
    private static RuntimeException refusal(String pointer, String message) {
        // In the file, play and route stand below call-back; in the body beside it.
        String place =
                pointer.endsWith("/call-back") ? pointer : pointer.replace("/call-back/", "/");
        String field = camel(place);
        String key = camel(message.substring(0, message.indexOf(':')));
        String told = key + message.substring(message.indexOf(':'));
        return Problem.invalid(told, List.of(new FieldError(field, told)));
    }

    private static String camel(String name) {
        return HYPHEN.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
