package se.ringvakt.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.CampaignId;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Gap;
import se.ringvakt.view.CheckView.Assumed;

/// The words for reasons, in both languages.
final class ReasonWordsTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final ResourceBundle ENGLISH = ReasonTexts.bundle("view.whys", Locale.ENGLISH);
    private static final ResourceBundle SWEDISH =
            ReasonTexts.bundle("view.whys", Locale.forLanguageTag("sv"));

    @Test
    void everyTextIsThereInBothLanguagesWithTheSamePlaces() {
        assertThat(ENGLISH.keySet()).hasSizeGreaterThan(Reason.values().length);
        for (String key : ENGLISH.keySet()) {
            String swedish = SWEDISH.getString(key);
            assertThat(swedish.strip()).as(key).isNotEmpty().isNotEqualTo(english(key).strip());
            assertThat(places(swedish)).as(key).isEqualTo(places(english(key)));
        }
    }

    private static String english(String key) {
        return ENGLISH.getString(key);
    }

    private static Set<String> places(String text) {
        Set<String> found = new TreeSet<>();
        PLACE.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    @Test
    void everyReasonHasWords() {
        assertThat(ENGLISH.keySet())
                .containsAll(Arrays.stream(Reason.values()).map(Reason::name).toList());
    }

    @Test
    void everythingThatIsNotKnownOfThePastHasWords() {
        for (Gap.Kind kind : Gap.Kind.values()) {
            Assumed told = ReasonWords.in(Locale.forLanguageTag("sv")).of(new Gap(kind, "här"));
            assertThat(told.code()).isEqualTo(kind.name());
            assertThat(told.text()).as(kind.name()).isNotEmpty().doesNotContain("{0}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sv, 'uppdraget el-2026, det enda'",
        "sv-FI, 'uppdraget el-2026, det enda'",
        "en, 'campaign el-2026, the only one'",
        "fr, 'campaign el-2026, the only one'",
    })
    void otherLanguagesThanSwedishAreEnglish(String language, String said) {
        ReasonWords words = ReasonWords.in(Locale.forLanguageTag(language));
        assertThat(words.onlyCampaign(new CampaignId("el-2026")))
                .isEqualTo(new Assumed("ONLY_CAMPAIGN", said));
    }
}
