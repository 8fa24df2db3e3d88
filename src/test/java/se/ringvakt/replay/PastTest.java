package se.ringvakt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;

class PastTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final CampaignId CAMPAIGN = new CampaignId("a");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MANY = 100_000;

    private final Past past = new Past(MONTH, History::none);

    private static PhoneNumber number(int i) {
        return new PhoneNumber(46_790_000_000L + i);
    }

    private static Attempt attempt(PhoneNumber number, Instant start) {
        return new Attempt(
                new AttemptId(1),
                number,
                CAMPAIGN,
                Optional.empty(),
                Optional.empty(),
                Kind.MANUAL,
                number,
                start,
                Duration.ofSeconds(46),
                "",
                "");
    }

    private static History.Counted counted(Instant start, Optional<Instant> end) {
        return new History.Counted(CAMPAIGN, Optional.empty(), start, end);
    }

    @Test
    void anAttemptIsOpenThenEndedOrGone() {
        Attempt first = attempt(number(1), NOON);
        Attempt second = attempt(number(1), NOON.plusSeconds(60));
        past.began(first);
        past.began(second);
        past.ended(second, NOON.plusSeconds(90));

        assertThat(past.of(number(1)).counted())
                .containsExactly(
                        counted(NOON, Optional.empty()),
                        counted(NOON.plusSeconds(60), Optional.of(NOON.plusSeconds(90))));
        past.released(first);
        assertThat(past.of(number(1)).counted())
                .containsExactly(counted(NOON.plusSeconds(60), Optional.of(NOON.plusSeconds(90))));
        assertThat(past.of(number(2))).isEqualTo(History.none(number(2)));
    }

    @Test
    void debtsAreOwedUntilRepaid() {
        past.owe(number(1), CAMPAIGN);
        assertThat(past.owes(number(1), CAMPAIGN)).isTrue();
        assertThat(past.of(number(1)).debts()).containsExactly(CAMPAIGN);
        past.repay(number(1), CAMPAIGN);
        assertThat(past.owes(number(1), CAMPAIGN)).isFalse();
    }

    @Test
    void whatNoLimitLooksBackToIsForgotten() {
        past.began(attempt(number(1), NOON));
        past.began(attempt(number(1), NOON.plus(MONTH)));
        assertThat(past.of(number(1)).counted()).hasSize(2);
        past.began(attempt(number(1), NOON.plus(MONTH).plusMillis(1)));
        assertThat(past.of(number(1)).counted())
                .extracting(History.Counted::start)
                .containsExactly(NOON.plus(MONTH), NOON.plus(MONTH).plusMillis(1));
    }

    @Test
    void numbersThatAreNotCalledAnyMoreCostNothing() {
        for (int i = 0; i < MANY - 1; i++) {
            past.began(attempt(number(i), NOON));
        }
        assertThat(past.size()).isEqualTo(MANY - 1);
        past.began(attempt(number(MANY), NOON.plus(MONTH).plusMillis(1)));
        assertThat(past.size()).isEqualTo(1);
    }

    @Test
    void whatIsOnRecordComesFirst() {
        Instant before = NOON.minusSeconds(3600);
        Past recorded =
                new Past(
                        MONTH,
                        number ->
                                new History(
                                        number,
                                        1,
                                        List.of(counted(before, Optional.of(before))),
                                        Set.of(CAMPAIGN)));
        recorded.began(attempt(number(1), NOON));

        assertThat(recorded.of(number(1)).counted())
                .containsExactly(
                        counted(before, Optional.of(before)), counted(NOON, Optional.empty()));
        assertThat(recorded.owes(number(1), CAMPAIGN)).isTrue();
    }
}
