package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import se.ringvakt.call.Mode;

class RehearsalTest {
    private static final Rehearsal EVERYWHERE = new Rehearsal(Mode.REHEARSE);
    private static final Rehearsal NOWHERE = Rehearsal.NONE;

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"INVALID_NUMBER", "UNKNOWN_CAMPAIGN", "STOPPED", "CALLER_ID", "UNAVAILABLE"})
    void whatWasOrderedCannotBeDialledOrCannotBeJudgedStaysDenied(Reason reason) {
        assertThat(EVERYWHERE.letOut(noon().facts(), Verdict.Deny.of(reason))).isEmpty();
        assertThat(NOWHERE.letOut(noon().facts(), Verdict.Deny.of(reason))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"INVALID_NUMBER", "UNKNOWN_CAMPAIGN", "STOPPED", "CALLER_ID", "UNAVAILABLE"})
    void whatTheRulesProtectFromGoesOutInARehearsalAlone(Reason reason) {
        assertThat(EVERYWHERE.letOut(noon().facts(), Verdict.Deny.of(reason))).isPresent();
        assertThat(NOWHERE.letOut(noon().facts(), Verdict.Deny.of(reason))).isEmpty();
    }

    @Test
    void oneReasonThatStaysIsEnough() {
        Verdict.Deny denial =
                new Verdict.Deny(
                        List.of(Reason.STOPPED, Reason.LISTED), Optional.empty(), Optional.empty());
        assertThat(EVERYWHERE.letOut(noon().facts(), denial)).isEmpty();
    }

    @Test
    void aRuleThatBrokeIsNeverLetPass() {
        Verdict.Deny denial =
                new Verdict.Deny(
                        List.of(Reason.LISTED),
                        Optional.empty(),
                        Optional.of(new Verdict.Fault("Listed", new IllegalStateException())));
        assertThat(EVERYWHERE.letOut(noon().facts(), denial)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ENFORCE,         , false",
        "ENFORCE,  ENFORCE, false",
        "ENFORCE, REHEARSE, true",
        "REHEARSE,         , true",
        "REHEARSE, ENFORCE, false",
        "REHEARSE, REHEARSE, true"
    })
    void aCampaignsOwnWordIsAboveTheUsual(Mode usual, Mode own, boolean out) {
        Dial dial = own == null ? noon() : noon().mode(own);
        Rehearsal rehearsal = new Rehearsal(usual);

        assertThat(rehearsal.letOut(dial.facts(), Verdict.Deny.of(Reason.LISTED)).isPresent())
                .isEqualTo(out);
        assertThat(rehearsal.isOn(dial.facts().campaign())).isEqualTo(out);
        assertThat(rehearsal.extent(List.of(dial.facts().campaign())).any())
                .isEqualTo(out || usual == Mode.REHEARSE);
    }

    @Test
    void aCampaignThatIsNotKnownFollowsTheUsual() {
        assertThat(EVERYWHERE.isOn(Optional.empty())).isTrue();
        assertThat(NOWHERE.isOn(Optional.empty())).isFalse();
    }

    @Test
    void closingTimeSaysNothingOfTheTerms() {
        Dial night = Dial.at("2026-11-23T23:59");
        Permit permit =
                EVERYWHERE
                        .letOut(night.facts(), Verdict.Deny.of(Reason.OUTSIDE_HOURS))
                        .orElseThrow();

        assertThat(permit.timeout()).isEqualTo(Duration.ofSeconds(46));
        assertThat(permit.closing()).isEqualTo(Instant.parse("2026-11-24T02:59:00Z"));
        assertThat(permit.callerId()).isEqualTo(Dial.SHOWN);
    }

    private static Dial noon() {
        return Dial.at("2026-11-23T12:00");
    }
}
