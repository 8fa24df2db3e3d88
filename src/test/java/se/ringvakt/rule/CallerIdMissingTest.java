package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.PhoneNumber;

class CallerIdMissingTest {
    private static Dial dial() {
        return Dial.at("2026-11-23T12:00");
    }

    @Test
    void showsTheFirstOfTheCampaignsThatIsAnsweredWhenRungBack() {
        assertThat(dial().permit().callerId()).isEqualTo(Dial.SHOWN);
        Dial firstIsDead =
                dial().callerIds(
                                new CallerId(Dial.SHOWN, false),
                                new CallerId(Dial.SHOWN_TOO, true));
        assertThat(firstIsDead.permit().callerId()).isEqualTo(Dial.SHOWN_TOO);
    }

    @Test
    void showsTheOneAskedForHoweverItIsSpelt() {
        Dial asked = dial().showing(new PhoneNumber(Dial.SHOWN_TOO.e164()));
        assertThat(asked.permit().callerId()).isEqualTo(Dial.SHOWN_TOO);
    }

    @Test
    void refusesACampaignWithoutAnyThatMayBeShown() {
        assertThat(dial().callerIds().reasons()).containsExactly(Reason.CALLER_ID);
        Dial dead = dial().callerIds(new CallerId(Dial.SHOWN, false));
        assertThat(dead.reasons()).containsExactly(Reason.CALLER_ID);
        assertThat(dead.retryAt()).isEmpty();
    }

    @Test
    void refusesToShowANumberThatIsNotTheCampaignsOrNotAnswered() {
        assertThat(dial().showing(Dial.NUMBER).reasons()).containsExactly(Reason.CALLER_ID);
        assertThat(
                        dial().callerIds(
                                        new CallerId(Dial.SHOWN, false),
                                        new CallerId(Dial.SHOWN_TOO, true))
                                .showing(Dial.SHOWN)
                                .reasons())
                .containsExactly(Reason.CALLER_ID);
    }

    @Test
    void refusesToShowWhatIsNoNumber() {
        assertThat(dial().showing(InvalidNumber.INVALID).reasons())
                .containsExactly(Reason.CALLER_ID);
        assertThat(dial().showing(new EmergencyNumber(112)).reasons())
                .containsExactly(Reason.CALLER_ID);
    }

    @Test
    void refusesToWithholdTheNumber() {
        assertThat(dial().withheld().reasons()).containsExactly(Reason.CALLER_ID);
        assertThat(dial().showing(Dial.SHOWN).withheld().reasons())
                .containsExactly(Reason.CALLER_ID);
    }
}
