package se.ringvakt.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.call.Block;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.register.Act;
import se.ringvakt.register.EntryReader;
import se.ringvakt.register.RegisterRefused;

/// Reads what people type; what it cannot read is [Mistyped].
public final class Typed {
    private static final int TIMEOUT_MOST = 86_400;

    private Typed() {}

    /// A number, in any spelling.
    public static PhoneNumber number(String typed, NumberPlan plan) {
        if (plan.read(typed) instanceof PhoneNumber number) {
            return number;
        }
        throw Mistyped.of("number", "'" + typed + "'", "a number with its leading 0 or +");
    }

    /// A campaign that there is.
    public static Campaign campaign(String id, Campaigns campaigns) {
        return campaigns
                .find(new CampaignId(id))
                .orElseThrow(() ->
                        Mistyped.of("campaign", id, "one of " + words(campaigns.campaigns().keySet())));
    }

    /// A principal that there is.
    public static PrincipalId principal(String id, Campaigns campaigns) {
        PrincipalId principal = new PrincipalId(id);
        if (!campaigns.principals().containsKey(principal)) {
            throw Mistyped.of("principal", id, "one of " + words(campaigns.principals().keySet()));
        }
        return principal;
    }

    /// The block list a word means.
    public static Block.List list(String word) {
        return switch (word) {
            case "principal" -> Block.List.PRINCIPAL;
            case "centre" -> Block.List.CENTRE;
            case "deceased" -> Block.List.DECEASED;
            default -> throw Mistyped.of("list", word, "centre, deceased or principal");
        };
    }

    /// The block list a word means, with the principal it needs or must not have.
    public static Block.List list(String word, Optional<String> principal) {
        Block.List list = list(word);
        if ((list == Block.List.PRINCIPAL) != principal.isPresent()) {
            throw Mistyped.of(
                    "principal",
                    principal.orElse("missing"),
                    "one for a principal's list, else none");
        }
        return list;
    }

    /// The digits of a prefix, country code first: `070-174*` is 4670174.
    public static String prefix(String typed) {
        try {
            return EntryReader.prefix(typed);
        } catch (RegisterRefused e) {
            throw Mistyped.of(e);
        }
    }

    /// Why something is done: 1 to 200 characters.
    public static String reason(String typed) {
        try {
            Act.check("reason", typed.strip());
            return typed.strip();
        } catch (RegisterRefused e) {
            throw Mistyped.of(e);
        }
    }

    /// How a call is made.
    public static Kind kind(String word) {
        Kind kind = Kind.named(word);
        if (kind == Kind.UNKNOWN) {
            throw Mistyped.of("kind", word, "manual, progressive or robot");
        }
        return kind;
    }

    /// How long a switch wants to dial, in seconds; 0: it does not say.
    public static int timeoutSeconds(int seconds) {
        if (seconds < 0 || seconds > TIMEOUT_MOST) {
            throw Mistyped.of("timeout", Integer.toString(seconds), "1 to " + TIMEOUT_MOST);
        }
        return seconds;
    }

    /// All of them, to choose from.
    public static String words(Iterable<?> ids) {
        List<String> words = new ArrayList<>();
        ids.forEach(id -> words.add(id.toString()));
        return words.isEmpty()
                ? "none yet; apply a campaign file first"
                : words.stream().sorted().collect(Collectors.joining(", "));
    }
}
