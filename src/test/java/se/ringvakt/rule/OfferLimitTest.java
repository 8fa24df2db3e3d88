package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.Purpose;

class OfferLimitTest {
    private static Dial dial() {
        return Dial.at("2026-11-23T12:00");
    }

    @Test
    void refusesAThirdCampaignWithTheSameOffer() {
        Dial one = dial().attemptIn("el-2024", "el", "2026-03-01T12:00");
        assertThat(one.reasons()).isEmpty();
        Dial two = one.attemptIn("el-2025", "el", "2026-04-01T12:00");
        assertThat(two.reasons()).containsExactly(Reason.OFFER_LIMIT);
        assertThat(two.retryAt()).contains(two.instant("2027-03-01T12:00"));
    }

    @Test
    void theCampaignThatCallsIsNotOneOfTheTwo() {
        Dial own =
                dial().attemptIn("el-2024", "el", "2026-03-01T12:00")
                        .attemptIn(Dial.CAMPAIGN, "el", "2026-04-01T12:00");
        assertThat(own.reasons()).isEmpty();
    }

    @Test
    void otherOffersAndNoOfferDoNotCount() {
        Dial other =
                dial().attemptIn("el-2024", "el", "2026-03-01T12:00")
                        .attemptIn("gas-1", "gas", "2026-04-01T12:00");
        assertThat(other.reasons()).isEmpty();
        Dial two = other.attemptIn("el-2025", "el", "2026-04-01T12:00");
        assertThat(two.reasons()).containsExactly(Reason.OFFER_LIMIT);
        assertThat(two.withoutOffer().reasons()).isEmpty();
    }

    @Test
    void manyAttemptsOfOneCampaignAreOneCampaign() {
        Dial many =
                dial().attemptIn("el-2024", "el", "2026-03-01T12:00")
                        .attemptIn("el-2024", "el", "2026-03-02T12:00")
                        .attemptIn("el-2024", "el", "2026-03-03T12:00");
        assertThat(many.reasons()).isEmpty();
    }

    @Test
    void aCampaignCountsFromItsLastAttempt() {
        Dial dial =
                dial().attemptIn("el-2024", "el", "2026-03-01T12:00")
                        .attemptIn("el-2024", "el", "2026-03-05T12:00")
                        .attemptIn("el-2025", "el", "2026-04-01T12:00");
        assertThat(dial.retryAt()).contains(dial.instant("2027-03-05T12:00"));
    }

    @Test
    void exactlyOneYearOldNoLongerCounts() {
        Dial dial =
                dial().attemptIn("el-2024", "el", "2025-11-23T12:00")
                        .attemptIn("el-2025", "el", "2026-04-01T12:00");
        assertThat(dial.reasons()).isEmpty();
        assertThat(dial.now("2026-11-23T11:59:59.999").reasons())
                .containsExactly(Reason.OFFER_LIMIT);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-23T12:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-29T12:00, 2029-02-28T12:00",
        "2027-02-28T12:00, 2028-02-28T12:00",
        "2028-03-01T12:00, 2029-03-01T12:00",
    })
    void aYearAfterALeapDayIsTheLastOfFebruary(String start, String lapse) {
        Dial dial =
                Dial.at(lapse).attemptIn("el-2024", "el", start).attemptIn("el-2025", "el", start);
        assertThat(dial.reasons()).isEmpty();
        dial.now(dial.instant(lapse).minusMillis(1).toString());
        assertThat(dial.reasons()).containsExactly(Reason.OFFER_LIMIT);
    }

    @Test
    void anEarlierAttemptMayLapseLaterAroundALeapDay() {
        Dial dial =
                Dial.at("2028-12-01T12:00")
                        .attemptIn("el-2024", "el", "2028-02-28T20:00")
                        .attemptIn("el-2024", "el", "2028-02-29T08:00")
                        .attemptIn("el-2025", "el", "2028-06-01T12:00");
        assertThat(dial.retryAt()).contains(dial.instant("2029-02-28T20:00"));
    }

    @Test
    void publicInterestIsNotBound() {
        Dial dial =
                dial().purpose(Purpose.RESEARCH)
                        .attemptIn("el-2024", "el", "2026-03-01T12:00")
                        .attemptIn("el-2025", "el", "2026-04-01T12:00");
        assertThat(dial.reasons()).isEmpty();
        assertThat(dial.purpose(Purpose.FUNDRAISING).reasons()).containsExactly(Reason.OFFER_LIMIT);
    }
}
