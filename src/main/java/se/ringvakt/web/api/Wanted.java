package se.ringvakt.web.api;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.site.WashChoice;
import se.ringvakt.site.Washing;
import se.ringvakt.view.Words;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Problem;

/// What a request wants that has to be looked up. What is not there is a [Problem] that says what
/// is.
final class Wanted {
    private static final int SHOWN_MOST = 100;
    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|');
    private static final Map<String, Charset> ENCODINGS =
            Map.of("utf-8", StandardCharsets.UTF_8, "iso-8859-1", StandardCharsets.ISO_8859_1);

    private Wanted() {}

    static Site.Register register(String name, Site site) {
        return site.registers().stream()
                .filter(register -> register.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        unknown(
                                "register",
                                name,
                                site.registers().stream().map(Site.Register::name).toList()));
    }

    /// The one named in the path.
    static Site.Register registerAt(Ask ask, Site site) {
        String name = ask.path("name");
        return site.registers().stream()
                .filter(register -> register.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("register: none of this name"));
    }

    static Campaign campaign(String id, Campaigns campaigns) {
        return campaigns
                .find(new CampaignId(id))
                .orElseThrow(() -> unknown("campaign", id, campaigns.campaigns().keySet()));
    }

    static PrincipalId principal(String id, Campaigns campaigns) {
        PrincipalId principal = new PrincipalId(id);
        if (!campaigns.principals().containsKey(principal)) {
            throw unknown("principal", id, campaigns.principals().keySet());
        }
        return principal;
    }

    /// For whom a list is to be washed, and against what.
    ///
    /// @param registers none: all
    static WashChoice.Wish wish(
            List<String> registers,
            Optional<String> principal,
            Optional<String> campaign,
            boolean missingZero,
            Site site) {
        if (principal.isPresent() && campaign.isPresent()) {
            throw Problem.unprocessable(
                    "principal: with campaign (expected: one of them, or none)");
        }
        Campaigns campaigns = site.campaigns().read();
        return new WashChoice.Wish(
                registers.stream().distinct().map(name -> register(name, site)).toList(),
                principal.map(id -> principal(id, campaigns)),
                campaign.map(id -> campaign(id, campaigns)),
                missingZero);
    }

    /// Where the numbers stand.
    static List<String> columns(Ask ask) {
        List<String> columns = ask.queries("column");
        if (columns.isEmpty() || columns.stream().anyMatch(String::isBlank)) {
            throw Problem.unprocessable(
                    "column: none (expected: a header, or a position counted from 1)");
        }
        return columns;
    }

    /// How the uploaded list is written.
    static Washing.Reading reading(Ask ask) {
        return new Washing.Reading(
                new CsvForm(
                        ask.query("separator").map(word -> one("separator", word, SEPARATORS)),
                        ask.query("encoding").map(word -> one("encoding", word, ENCODINGS)),
                        !ask.flag("noHeader")),
                ask.query("sheet"));
    }

    /// A constant by the word for it.
    static <E extends Enum<E>> Optional<E> one(Ask ask, String key, Class<E> type) {
        Map<String, E> words =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(Words::of, e -> e));
        return ask.query(key).map(word -> one(key, word, words));
    }

    private static <T> T one(String key, String word, Map<String, T> words) {
        T found = words.get(word.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw unknown(key, word, words.keySet());
        }
        return found;
    }

    /// A whole number of the query.
    static int number(Ask ask, String key, int usual, int least, int most) {
        Optional<String> typed = ask.query(key);
        if (typed.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(typed.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw Problem.unprocessable(
                key + ": " + shown(typed.get()) + " (expected: " + least + " to " + most + ")");
    }

    /// How many a page is to have.
    static int limit(Ask ask) {
        return number(ask, "limit", 50, 1, 500);
    }

    private static Problem unknown(String key, String typed, Iterable<?> known) {
        List<String> words = new ArrayList<>();
        known.forEach(each -> words.add(each.toString()));
        return Problem.unprocessable(
                key
                        + ": "
                        + shown(typed)
                        + " (expected: "
                        + (words.isEmpty()
                                ? "none yet"
                                : "one of " + String.join(", ", words.stream().sorted().toList()))
                        + ")");
    }

    private static String shown(String typed) {
        return typed.length() <= SHOWN_MOST ? typed : typed.substring(0, SHOWN_MOST);
    }
}
