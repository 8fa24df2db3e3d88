package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.ringvakt.call.PhoneNumber;

class ForeignNumberTest {
    @Test
    void refusesAForeignNumber() {
        Dial abroad = Dial.at("2026-11-23T12:00").number(Dial.FOREIGN);
        assertThat(abroad.reasons()).containsExactly(Reason.FOREIGN_NUMBER);
        assertThat(abroad.retryAt()).isEmpty();
    }

    @Test
    void permitsAForeignNumberWhereTheCampaignAllowsItEvenUnregistered() {
        Dial abroad = Dial.at("2026-11-23T12:00").number(Dial.FOREIGN).foreignNumbers();
        assertThat(abroad.reasons()).isEmpty();
        assertThat(abroad.listed().reasons()).isEmpty();
        assertThat(abroad.registers().reasons()).isEmpty();
    }

    @Test
    void judgesAForeignNumberInThePolicysZone() {
        Dial abroad = Dial.at("2026-11-23T07:59:59.999").number(Dial.FOREIGN).foreignNumbers();
        assertThat(abroad.reasons()).containsExactly(Reason.OUTSIDE_HOURS);
    }

    @Test
    void aCampaignThatMayCallAbroadIsStillBoundByTheRegisterAtHome() {
        assertThat(Dial.at("2026-11-23T12:00").foreignNumbers().listed().reasons())
                .containsExactly(Reason.LISTED);
    }

    @Test
    void doesNotTakeAnotherCountryForSwedenBecauseTheDigitsBeginAlike() {
        assertThat(Dial.at("2026-11-23T12:00").number(new PhoneNumber(420_601_123_456L)).reasons())
                .containsExactly(Reason.FOREIGN_NUMBER);
        assertThat(Dial.at("2026-11-23T12:00").number(new PhoneNumber(46_8_123_456L)).reasons())
                .isEmpty();
    }
}
