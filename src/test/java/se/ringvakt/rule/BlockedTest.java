package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Block;
import se.ringvakt.call.PrincipalId;

class BlockedTest {
    private static Dial dial() {
        return Dial.at("2026-11-23T12:00");
    }

    private static Block forEver(Block.List list) {
        return new Block(list, Optional.empty(), Optional.empty());
    }

    private static Block of(PrincipalId principal) {
        return new Block(Block.List.PRINCIPAL, Optional.of(principal), Optional.empty());
    }

    @Test
    void refusesABlockedNumberForEver() {
        Dial blocked = dial().block(forEver(Block.List.CENTRE));
        assertThat(blocked.reasons()).containsExactly(Reason.BLOCKED);
        assertThat(blocked.retryAt()).isEmpty();
        assertThat(dial().block(forEver(Block.List.DECEASED)).reasons())
                .containsExactly(Reason.BLOCKED);
    }

    @Test
    void aPrincipalsBlockBindsItsOwnCampaignsOnly() {
        assertThat(dial().block(of(Dial.PRINCIPAL)).reasons()).containsExactly(Reason.BLOCKED);
        assertThat(dial().block(of(new PrincipalId("gasbolaget"))).reasons()).isEmpty();
    }

    @Test
    void aBlockHoldsUntilItsExpiryAndNotLonger() {
        assertThat(dial().blockedUntil("2026-11-23T12:00:00.001").reasons())
                .containsExactly(Reason.BLOCKED);
        assertThat(dial().blockedUntil("2026-11-23T12:00").reasons()).isEmpty();
    }

    @Test
    void theLongestOfSeveralBlocksDecides() {
        Dial twice =
                dial().blockedUntil("2026-11-23T14:00:00.007")
                        .blockedUntil("2026-11-23T13:00")
                        .blockedUntil("2026-11-22T13:00");
        assertThat(twice.retryAt()).contains(twice.instant("2026-11-23T14:00:00.007"));
        assertThat(twice.block(forEver(Block.List.CENTRE)).retryAt()).isEmpty();
    }

    @Test
    void nothingOverridesABlock() {
        assertThat(
                        dial().block(of(Dial.PRINCIPAL))
                                .consent("2026-11-23T11:00")
                                .customerUntil("2027-01-01")
                                .owedACall()
                                .reasons())
                .containsExactly(Reason.BLOCKED);
    }
}
