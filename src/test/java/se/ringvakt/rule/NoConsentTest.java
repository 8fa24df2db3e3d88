package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Consent;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.config.TestPolicies;

class NoConsentTest {
    private static Dial robot() {
        return Dial.at("2026-11-23T12:00").kind(Kind.ROBOT);
    }

    @Test
    void refusesARobotCallWithoutConsent() {
        assertThat(robot().reasons()).containsExactly(Reason.NO_CONSENT);
        assertThat(robot().retryAt()).isEmpty();
        assertThat(Dial.at("2026-11-23T12:00").kind(Kind.PROGRESSIVE).reasons()).isEmpty();
    }

    @Test
    void aConsentOfAnyAgeWillDo() {
        assertThat(robot().consent("2019-01-01T12:00").reasons()).isEmpty();
    }

    @Test
    void aConsentMustComeBeforeTheCallAndStand() {
        assertThat(robot().consent("2026-11-23T12:00").reasons()).isEmpty();
        assertThat(robot().consent("2026-11-23T12:00:00.001").reasons())
                .containsExactly(Reason.NO_CONSENT);
        Dial withdrawn = robot();
        withdrawn.consent(
                new Consent(
                        Dial.PRINCIPAL,
                        withdrawn.instant("2026-01-01T12:00"),
                        Optional.of(withdrawn.instant("2026-11-23T12:00")),
                        "form 1"));
        assertThat(withdrawn.reasons()).containsExactly(Reason.NO_CONSENT);
        assertThat(withdrawn.now("2026-11-23T11:59:59.999").reasons()).isEmpty();
    }

    @Test
    void aConsentToAnotherPrincipalOrACustomerRelationIsNone() {
        Dial other = robot().customerUntil("2026-11-01");
        other.consent(
                new Consent(
                        new PrincipalId("gasbolaget"),
                        other.instant("2026-01-01T12:00"),
                        Optional.empty(),
                        "form 1"));
        assertThat(other.reasons()).containsExactly(Reason.NO_CONSENT);
    }

    @Test
    void anUnknownKindNeedsBothConsentAndAgent() {
        Dial unknown = Dial.at("2026-11-23T12:00").kind(Kind.UNKNOWN).agent(Facts.AgentState.NONE);
        assertThat(unknown.reasons()).containsExactly(Reason.NO_CONSENT, Reason.AGENT_REQUIRED);
        assertThat(unknown.consent("2026-01-01T12:00").reasons())
                .containsExactly(Reason.AGENT_REQUIRED);
    }

    @Test
    void everyCallNeedsConsentUnderAPolicyThatPutsItFirst() {
        Dial manual =
                Dial.at("2026-11-23T12:00").under(TestPolicies.swedenWith("consent-first: true"));
        assertThat(manual.reasons()).containsExactly(Reason.NO_CONSENT);
        assertThat(manual.consent("2020-01-01T12:00").reasons()).isEmpty();
    }
}
