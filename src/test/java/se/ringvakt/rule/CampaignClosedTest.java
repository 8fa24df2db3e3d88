package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CampaignClosedTest {
    private static Dial on(String now) {
        return Dial.at(now).campaignDays("2026-11-23", "2026-11-27");
    }

    @Test
    void refusesBeforeTheFirstDayUntilItBegins() {
        Dial early = on("2026-11-22T23:59:59.999");
        assertThat(early.reasons()).containsExactly(Reason.CAMPAIGN_CLOSED, Reason.OUTSIDE_HOURS);
        assertThat(early.retryAt()).contains(early.instant("2026-11-23T08:00"));
    }

    @Test
    void permitsFromTheFirstDayToTheLastBothIncluded() {
        assertThat(on("2026-11-23T08:00").reasons()).isEmpty();
        assertThat(on("2026-11-27T20:59:14").reasons()).isEmpty();
    }

    @Test
    void refusesAfterTheLastDayForEver() {
        Dial late = on("2026-11-28T12:00");
        assertThat(late.reasons()).containsExactly(Reason.CAMPAIGN_CLOSED);
        assertThat(late.retryAt()).isEmpty();
    }

    @Test
    void hasNoNextTimeWhenTheNextOpeningComesAfterTheLastDay() {
        assertThat(on("2026-11-27T20:59:15").retryAt()).isEmpty();
    }
}
