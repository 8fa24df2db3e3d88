package se.ringvakt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.TestPlans;

/// A dial past the gate may be ended, an emergency call never, however the trunk wants it written.
class TargetTest {
    private static final NumberPlan PLAN =
            TestPlans.sweden(new NumberPlan.Settings(Optional.of("08"), Optional.of('0')));

    @ParameterizedTest
    @CsvSource({
        "112@trunk,                         true,  false",
        "0112@trunk,                        true,  false",
        "+46112@trunk,                      true,  false",
        "112@trunk2023,                     true,  false",
        "trunk/sip:112@10.0.0.15:5060,      true,  false",
        "trunk/sip:112@host:5060;user=0701740605, true, false",
        "g1/11414,                          true,  false",
        "user:secret@host/112,              true,  false",
        "9112@trunk,                        false, false",
        "911414@trunk,                      false, false",
        "9116117@trunk,                     false, false",
        "0701740605@trunk,                  false, true",
        "trunk/sip:+46701740605@10.0.112.1, false, true",
        "g1/0701740605,                     false, true",
        "anna@trunk,                        false, false",
        "'',                                false, false",
    })
    void onlyWhatIsSurelyOrdinaryMayBeEnded(String dialled, boolean emergency, boolean ordinary) {
        Target target = new Target("PJSIP/trunk", dialled);
        assertThat(target.isEmergency(PLAN)).isEqualTo(emergency);
        assertThat(target.isSurelyOrdinary(PLAN)).isEqualTo(ordinary);
        assertThat(target.isTrunk(List.of("PJSIP/trunk"), PLAN)).isTrue();
    }
}
